import type { Report } from './report.ts';

type Row = Report['results'][number];

const WORDS = { passed: '通过', failed: '未通过', skipped: '未检查', error: '工具出错' } as const;

/** 通过, 未通过, 未检查 or 工具出错. */
export function verdictWord({ verdict }: Pick<Row, 'verdict'>): string {
  return WORDS[verdict];
}

/** 可以接入, or why not. */
export function conclusionOf({ exitCode, isComplete }: Report): string {
  if (exitCode === 1) return '不可接入：有必须项未通过';
  if (exitCode === 2) return '未得结论：检查环境出错';
  return isComplete ? '可以接入：必须项全部通过' : '所选各项通过';
}
