import type { NoticeTemplate } from '../../profile/notice-template.ts';

/** What a notice says of its letter; which of it a template may name is checked with the profile. */
export type NoticeVariables = Readonly<Record<string, string>>;

/** A template with its variables filled in. */
export function render(
  { subject, text }: Pick<NoticeTemplate, 'subject' | 'text'>,
  variables: NoticeVariables,
): { subject: string | null; text: string } {
  const fill = (template: string): string =>
    template.replace(/\{([^{}]+)\}/g, (_whole, name: string) => {
      const value = variables[name];
      if (value === undefined) throw new Error(`a template names {${name}}, which is not known`);
      return value;
    });
  return { subject: subject === null ? null : fill(subject), text: fill(text) };
}

/** 2016年9月30日, of YYYY-MM-DD. */
export function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
