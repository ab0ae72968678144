import type { ReactNode } from 'react';
import type { LiveCaseFragment } from '../../generated/operations.ts';
import { MAILBOXES, TYPES } from '../labels.ts';
import { Place } from './place.tsx';
import { ToneTag } from './tone-tag.tsx';

/** A case by its title, with what one must know of it. */
export function CaseTitle({ of }: { of: LiveCaseFragment }): ReactNode {
  const { petition } = of;
  const people = petition?.signatoryCount ?? 1;
  return (
    <Place to={`/cases/${of.id}`} className="case-title">
      <span className="title">
        {of.unansweredMessageAt && <ToneTag tone="purple">留言</ToneTag>}
        {petition?.title ?? (petition ? '（无权查看标题）' : '（所属系统无响应）')}
      </span>
      <small>
        {of.registrationNumber} · {MAILBOXES[of.mailbox]} · {TYPES[of.type]}
        {people > 1 && ` · ${people} 人联名`}
        {of.isImportant && ' · 重要'}
      </small>
    </Place>
  );
}
