import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Draft } from '../draft/draft.ts';
import { pathOf } from '../draft/steps.ts';
import { go } from '../navigation/router.ts';
import { Empty, Failed, Loading } from '../parts/notices.tsx';
import { useLoaded, type Loaded } from '../parts/use-loaded.ts';
import { usePortal } from '../portal-context.ts';

/** Cities have up to a hundred departments. */
const FIRST_SHOWN = 12;

type Named = NonNullable<Draft['recipient']>;

/** Leaders with what they answer for, districts, departments; each part loads by itself. */
export function MailboxChoice() {
  return (
    <>
      <h2 class="section-title">写给谁</h2>
      <Leaders />
      <Districts />
      <Departments />
    </>
  );
}

function Leaders() {
  const { client } = usePortal();
  const [leaders, retry] = useLoaded(() => client.leaders(), 'leaders');
  return (
    <Group title="市领导信箱" hint="按分管范围选择；不清楚由谁负责时，写给市长信箱即可。">
      <Shown loaded={leaders} what="市领导" retry={retry}>
        {(all) => (
          <ul class="cards">
            <li>
              <Recipient to={{ kind: 'mayor', name: '市长信箱' }}>
                <small>由市信访局登记，按职责转到承办单位</small>
              </Recipient>
            </li>
            {all.map(({ id, name, title, portfolio }) => (
              <li key={id}>
                <Recipient to={{ kind: 'leader', id, name: `${title}${name}` }}>
                  <small>分管：{portfolio.join('、') || '全面工作'}</small>
                </Recipient>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Group>
  );
}

function Districts() {
  const { client } = usePortal();
  const [districts, retry] = useLoaded(() => client.districts(), 'districts');
  return (
    <Group title="区市县信箱" hint="事情发生在哪里，就写给哪里。">
      <Shown loaded={districts} what="区市县" retry={retry}>
        {(all) => (
          <ul class="cards cards-small">
            {all.map(({ code, name }) => (
              <li key={code}>
                <Recipient to={{ kind: 'district', code, name }} />
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Group>
  );
}

function Departments() {
  const { client } = usePortal();
  const [departments, retry] = useLoaded(() => client.departments(), 'departments');
  const [wanted, setWanted] = useState('');
  const [isWhole, setWhole] = useState(false);
  return (
    <Group title="市级部门信箱" hint="知道由哪个部门负责时，直接写给它。">
      <Shown loaded={departments} what="市级部门" retry={retry}>
        {(all) => {
          const found = all.filter(({ name }) => name.includes(wanted.trim()));
          const shown = isWhole || wanted.trim() !== '' ? found : found.slice(0, FIRST_SHOWN);
          return (
            <>
              <label class="filter">
                <span>按名称查找</span>
                <input
                  type="search"
                  value={wanted}
                  onInput={({ currentTarget }) => setWanted(currentTarget.value)}
                />
              </label>
              <p class="hidden" role="status">
                找到 {found.length} 个部门
              </p>
              {found.length === 0 && <Empty>没有名称包含“{wanted}”的部门。</Empty>}
              <ul class="cards cards-small">
                {shown.map(({ code, name }) => (
                  <li key={code}>
                    <Recipient to={{ kind: 'department', code, name }} />
                  </li>
                ))}
              </ul>
              {shown.length < found.length && (
                <p class="actions">
                  <button type="button" class="button-plain" onClick={() => setWhole(true)}>
                    显示全部 {found.length} 个部门
                  </button>
                </p>
              )}
            </>
          );
        }}
      </Shown>
    </Group>
  );
}

function Group(props: { title: string; hint: string; children: ComponentChildren }) {
  return (
    <section class="group">
      <h3>{props.title}</h3>
      <p class="hint">{props.hint}</p>
      {props.children}
    </section>
  );
}

interface ShownProps<Item> {
  loaded: Loaded<readonly Item[]>;
  what: string;
  retry: () => void;
  children: (items: readonly Item[]) => ComponentChildren;
}

function Shown<Item>({ loaded, what, retry, children }: ShownProps<Item>) {
  switch (loaded.state) {
    case 'loading':
      return <Loading what={what} />;
    case 'failed':
      return <Failed error={loaded.error} onRetry={retry} />;
    case 'ready':
      if (loaded.value.length === 0) return <Empty>暂时没有可以写信的{what}。</Empty>;
      return <>{children(loaded.value)}</>;
  }
}

/** What was typed stays, whoever it is for now. */
function Recipient({ to, children }: { to: Named; children?: ComponentChildren }) {
  const { draft, change } = usePortal();
  const choose = (): void => {
    // A mailbox takes only what was handed in to it.
    const isSame = draft.recipient?.name === to.name;
    change({ recipient: to, attachments: isSame ? draft.attachments : [] });
    go(pathOf('notice'));
  };
  return (
    <button type="button" class="recipient" onClick={choose}>
      <strong>{to.name}</strong>
      {children}
    </button>
  );
}
