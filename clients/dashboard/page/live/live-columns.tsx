import type { ColumnsType } from 'antd/es/table';
import { CaseTitle } from '../frame/case-title.tsx';
import { CASE_COLUMN } from '../frame/row-columns.tsx';
import { DueTag } from '../frame/due-tag.tsx';
import { HandlingUnits } from '../frame/handling-units.tsx';
import { LevelTag } from '../frame/level-tag.tsx';
import { ToneTag } from '../frame/tone-tag.tsx';
import { ASSIGNMENT_KINDS, ASSIGNMENT_STATES, ASSIGNMENT_TONES, LEVELS } from '../labels.ts';
import { sinceText } from '../moments.ts';
import type { AlertRow, AssignmentRow, MessageRow } from './board.ts';

export function assignmentColumns(now: number): ColumnsType<AssignmentRow> {
  return [
    {
      title: '派发',
      width: 104,
      render: (_value, { issuedAt }) => <time dateTime={issuedAt}>{sinceText(issuedAt, now)}</time>,
    },
    { title: CASE_COLUMN, render: (_value, row) => <CaseTitle of={row.case} /> },
    {
      title: '承办单位',
      width: 150,
      render: (_value, { unit, isLead }) => (
        <span className="unit">
          {unit?.name ?? '（单位系统无响应）'}
          {isLead && <em>主办</em>}
        </span>
      ),
    },
    {
      title: '方式',
      width: 96,
      render: (_value, row) => (
        <span className="kind">
          {ASSIGNMENT_KINDS[row.__typename]}
          <ToneTag tone={ASSIGNMENT_TONES[row.state]}>{ASSIGNMENT_STATES[row.state]}</ToneTag>
        </span>
      ),
    },
  ];
}

export function alertColumns(now: number): ColumnsType<AlertRow> {
  return [
    {
      title: '级别',
      width: 120,
      filters: LEVELS.map((value) => ({ value, text: <LevelTag level={value} /> })),
      onFilter: (value, { level }) => level === value,
      render: (_value, { level }) => <LevelTag level={level} />,
    },
    { title: CASE_COLUMN, render: (_value, row) => <CaseTitle of={row.case} /> },
    {
      title: '责任单位',
      width: 116,
      render: (_value, { unit }) => <span className="unit">{unit?.name ?? '市信访局'}</span>,
    },
    {
      title: '期限',
      width: 196,
      render: (_value, { deadline }) => <DueTag limit={deadline} now={now} />,
    },
  ];
}

export function messageColumns(now: number): ColumnsType<MessageRow> {
  return [
    {
      title: '留言',
      width: 104,
      render: (_value, { at }) => <time dateTime={at}>{sinceText(at, now)}</time>,
    },
    { title: CASE_COLUMN, render: (_value, row) => <CaseTitle of={row.case} /> },
    {
      title: '承办单位',
      width: 130,
      render: (_value, { case: { handlingUnits } }) => <HandlingUnits units={handlingUnits} />,
    },
  ];
}
