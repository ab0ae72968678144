import type { ReactNode } from 'react';
import { ToneTag } from '../frame/tone-tag.tsx';
import {
  ASSIGNMENT_KINDS,
  ASSIGNMENT_STATES,
  ASSIGNMENT_TONES,
  CHANNELS,
  GROUNDS,
  MAILBOXES,
  SATISFACTION,
  TYPES,
} from '../labels.ts';
import { momentText } from '../moments.ts';
import type { CaseFile } from './case-file.ts';

/** The letter, who works on it and what was answered. */
export function CaseFacts({ file }: { file: CaseFile }): ReactNode {
  return (
    <div>
      <Letter file={file} />
      {file.declineGround && (
        <section className="card">
          <h2>不予受理</h2>
          <p>{GROUNDS[file.declineGround]}</p>
          <p>{file.guidance}</p>
        </section>
      )}
      <section className="card">
        <h2>分办</h2>
        {file.assignments.length === 0 && <p className="muted">尚未分办</p>}
        {file.assignments.map((assignment) => (
          <Assignment key={assignment.id} assignment={assignment} />
        ))}
      </section>
      {file.claims.length > 0 && (
        <section className="card">
          <h2>诉求</h2>
          <ol>
            {file.claims.map(({ id, summary, note }) => (
              <li key={id}>
                {summary} {note ? `— ${note}` : <ToneTag>待办结</ToneTag>}
              </li>
            ))}
          </ol>
        </section>
      )}
      {file.replies.map(({ id, content, unit, repliedAt, visibility }) => (
        <section className="card reply" key={id}>
          <h2>答复</h2>
          <p className="prose">{content}</p>
          <p className="muted">
            {unit?.name ?? '市信访局'} · {momentText(repliedAt)} ·{' '}
            {visibility === 'PUBLIC' ? '公开' : '不公开'}
          </p>
        </section>
      ))}
      {file.rating && (
        <section className="card">
          <h2>群众评价</h2>
          <p>
            {SATISFACTION[file.rating.satisfaction]} {file.rating.comment}
          </p>
        </section>
      )}
    </div>
  );
}

function Letter({ file }: { file: CaseFile }): ReactNode {
  const { petition, mailboxUnit } = file;
  const facts: [string, ReactNode][] = [
    ['信箱', `${MAILBOXES[file.mailbox]}${mailboxUnit ? ` · ${mailboxUnit.name}` : ''}`],
    ['类别', TYPES[file.type]],
    ['渠道', CHANNELS[file.channel]],
    ['来信时间', momentText(file.submittedAt)],
    ['内容分类', file.category?.join(' / ') ?? '未分类'],
    ['信访人', petition ? petition.petitioner.name : '—'],
    ['联系电话', petition?.petitioner.phone ?? '（不可见）'],
    ['联名', petition ? `${petition.signatoryCount} 人` : '—'],
  ];
  return (
    <section className="card">
      <h2>来信</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="prose">{petition?.content ?? '（内容不可见，或所属系统暂时没有响应）'}</p>
    </section>
  );
}

function Assignment({ assignment }: { assignment: CaseFile['assignments'][number] }): ReactNode {
  const { unit, __typename: kind, state, isLead, instruction, feedback, objection } = assignment;
  return (
    <div className="assignment">
      <p>
        <strong>{unit?.name ?? '（单位系统无响应）'}</strong>
        <ToneTag>{ASSIGNMENT_KINDS[kind]}</ToneTag>
        <ToneTag tone={ASSIGNMENT_TONES[state]}>{ASSIGNMENT_STATES[state]}</ToneTag>
        {isLead && <ToneTag tone="purple">主办</ToneTag>}
        <time>{momentText(assignment.issuedAt)} 派发</time>
      </p>
      {instruction && <p>要求：{instruction}</p>}
      {feedback && <p className="prose">反馈：{feedback}</p>}
      {objection && <p>异议：{objection.reason}</p>}
    </div>
  );
}
