import { CheckCircleFilled } from '@ant-design/icons';
import Timeline from 'antd/es/timeline';
import type { ReactNode } from 'react';
import type { CaseAct } from '../../generated/operations.ts';
import { useCity, useNow } from '../frame/city.ts';
import { DueTag } from '../frame/due-tag.tsx';
import { ACTS, DEADLINES } from '../labels.ts';
import { momentText } from '../moments.ts';
import type { CaseFile, FileDeadline } from './case-file.ts';

const TICK_MS = 30_000;

/** What a message is to each unit, beside the message itself. */
const TOLD_TO_UNITS: ReadonlySet<CaseAct> = new Set(['MESSAGE_WAITING', 'MESSAGE_ANSWERED']);

/** By when what is owed, and what was done so far. */
export function CaseHistory({ file }: { file: CaseFile }): ReactNode {
  const { client } = useCity();
  const now = useNow(client, TICK_MS);
  const latestFirst = file.timeline.filter(({ act }) => !TOLD_TO_UNITS.has(act)).toReversed();
  return (
    <div>
      <section className="card">
        <h2>期限</h2>
        {file.deadlines.map((deadline) => (
          <Limit key={deadline.id} deadline={deadline} now={now} />
        ))}
        {file.deadlines.length === 0 && <p className="muted">没有期限</p>}
      </section>
      <section className="card">
        <h2>办理过程</h2>
        <Timeline
          items={latestFirst.map(({ at, act, unit }, index) => ({
            key: `${at}-${index}`,
            color: index === 0 ? 'blue' : 'gray',
            content: (
              <>
                <strong>{ACTS[act]}</strong> {unit?.name}
                <br />
                <time className="muted">{momentText(at)}</time>
              </>
            ),
          }))}
        />
      </section>
    </div>
  );
}

function Limit({ deadline, now }: { deadline: FileDeadline; now: number }): ReactNode {
  const { kind, unit, dueOn, metAt, isOverdue, isProvisional, explanation } = deadline;
  return (
    <details className="limit">
      <summary>
        <span className="grow">
          <strong>{DEADLINES[kind]}</strong> {unit?.name}
          <br />
          <small>
            {dueOn} 前{isProvisional && '（暂定）'}
          </small>
        </span>
        {metAt === null ? (
          <DueTag limit={deadline} now={now} />
        ) : (
          <span className={`due ${isOverdue ? 'due-overdue' : 'due-met'}`}>
            <CheckCircleFilled /> {isOverdue ? '逾期完成' : '按期完成'}
          </span>
        )}
      </summary>
      <p>{explanation}</p>
    </details>
  );
}
