import { useState } from 'preact/hooks';
import { dayText, finishedQuarters, today } from '../dates.ts';
import { Heading } from '../navigation/heading.tsx';
import { Empty, Failed, Loading } from '../parts/notices.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { usePortal } from '../portal-context.ts';
import { PublishedAnswers } from './published-answers.tsx';
import { QuarterFigures } from './quarter-figures.tsx';

const QUARTERS = 4;

/** What anybody may read: figures of quarters that are over, and this month's examples. */
export function OpenPage() {
  return (
    <main id="main" class="wide">
      <Heading title="公开" />
      <PublishedAnswers />
      <Quarter />
      <Showcases />
    </main>
  );
}

function Quarter() {
  const { client } = usePortal();
  const [quarters] = useState(() => finishedQuarters(QUARTERS));
  const [quarter, setQuarter] = useState(quarters[0] ?? '');
  const [figures, retry] = useLoaded(() => client.publishedQuarter(quarter), quarter);
  return (
    <section class="card" aria-labelledby="quarter-title">
      <h2 id="quarter-title">各单位收信和答复情况</h2>
      <label class="filter">
        <span>季度</span>
        <select value={quarter} onChange={({ currentTarget }) => setQuarter(currentTarget.value)}>
          {quarters.map((each) => (
            <option key={each} value={each}>
              {each.replace('-Q', ' 年第 ')} 季度
            </option>
          ))}
        </select>
      </label>
      {figures.state === 'loading' && <Loading what="统计" />}
      {figures.state === 'failed' && <Failed error={figures.error} onRetry={retry} />}
      {figures.state === 'ready' && <QuarterFigures figures={figures.value} />}
    </section>
  );
}

function Showcases() {
  const { client } = usePortal();
  const month = today().slice(0, 7);
  const [showcases, retry] = useLoaded(() => client.showcases(month), month);
  return (
    <section class="card" aria-labelledby="showcases">
      <h2 id="showcases">本月典型事例</h2>
      {showcases.state === 'loading' && <Loading what="典型事例" />}
      {showcases.state === 'failed' && <Failed error={showcases.error} onRetry={retry} />}
      {showcases.state === 'ready' && showcases.value.length === 0 && (
        <Empty>本月还没有公布典型事例。</Empty>
      )}
      {showcases.state === 'ready' &&
        showcases.value.map(({ title, story, showcasedAt }) => (
          <article class="reply" key={`${title}${showcasedAt}`}>
            <h3>{title}</h3>
            <p class="letter-text">{story}</p>
            <p class="signature">{dayText(showcasedAt)}</p>
          </article>
        ))}
    </section>
  );
}
