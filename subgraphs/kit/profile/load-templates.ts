import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  NOTICE_KINDS,
  NOTICE_MEDIA,
  NOTICE_VARIABLES,
  type NoticeKind,
  type NoticeTemplate,
} from './notice-template.ts';
import type { ProfileIssue } from './profile-issue.ts';
import { readYamlFile } from './read-yaml-file.ts';

/** From a profile's folder: what petitioners are told, shared by all profiles. */
const TEMPLATES = join('..', 'templates');
/** Three parts of a long text message; a longer one is cut apart by some providers. */
const SMS_MAX_CHARS = 200;

const edition = z.strictObject({
  medium: z.enum(NOTICE_MEDIA),
  version: z.int().positive(),
  validFrom: z.iso.date('a date YYYY-MM-DD'),
  subject: z.string().trim().min(1).nullable().default(null),
  text: z.string().trim().min(1),
});

const templateFile = z.strictObject({
  kind: z.enum(NOTICE_KINDS),
  editions: z.array(edition).min(1),
});

type TemplateFile = z.output<typeof templateFile>;
type Fault = Omit<ProfileIssue, 'file' | 'line'>;

/** Reads every template there is; reports every fault instead of throwing. */
export async function loadTemplates(
  profileFolder: string,
): Promise<{ templates: NoticeTemplate[]; issues: ProfileIssue[] }> {
  const names = await readdir(join(profileFolder, TEMPLATES)).catch(() => null);
  if (names === null) {
    const missing = { path: [], line: null, expected: 'a folder of templates', received: 'none' };
    return { templates: [], issues: [{ file: TEMPLATES, ...missing }] };
  }
  const files = names.filter((name) => name.endsWith('.yaml')).sort();
  const read = await Promise.all(
    files.map(async (name) => {
      const file = join(TEMPLATES, name);
      return { file, ...(await readYamlFile(profileFolder, file, templateFile)) };
    }),
  );
  return {
    templates: read.flatMap(({ content }) => (content ? toTemplates(content) : [])),
    issues: read.flatMap(({ file, content, issues, lineOf }) => [
      ...issues,
      ...(content ? checkTemplates(content) : []).map((fault) => ({
        file,
        ...fault,
        line: lineOf(fault.path),
      })),
    ]),
  };
}

function toTemplates({ kind, editions }: TemplateFile): NoticeTemplate[] {
  return editions.map((each) => ({ ...each, kind }));
}

function checkTemplates({ kind, editions }: TemplateFile): Fault[] {
  return editions.flatMap((each, index) => {
    const path = ['editions', index];
    return [
      ...checkVersion(editions, index),
      ...checkMedium(each, path),
      ...unknownVariables(kind, `${each.subject ?? ''}${each.text}`).map((name) => ({
        path: [...path, 'text'],
        expected: `only ${NOTICE_VARIABLES[kind].map((known) => `{${known}}`).join(', ')}`,
        received: `{${name}}`,
      })),
    ];
  });
}

/** The higher the version, the later its first day. */
function checkVersion(editions: TemplateFile['editions'], index: number): Fault[] {
  const each = editions[index];
  const wrong = editions
    .slice(0, index)
    .find(
      (earlier) =>
        earlier.medium === each?.medium &&
        (earlier.version >= each.version || earlier.validFrom > each.validFrom),
    );
  if (!wrong || !each) return [];
  const expected = `after version ${wrong.version} of ${wrong.validFrom} a higher one of a later day`;
  const received = `version ${each.version} of ${each.validFrom}`;
  return [{ path: ['editions', index, 'version'], expected, received }];
}

function checkMedium(
  { medium, subject, text }: TemplateFile['editions'][number],
  path: readonly (string | number)[],
): Fault[] {
  if ((medium === 'EMAIL') !== (subject !== null)) {
    const expected = medium === 'EMAIL' ? 'the subject of the mail' : 'no subject for SMS';
    return [{ path: [...path, 'subject'], expected, received: subject ?? 'nothing' }];
  }
  const length = Array.from(text).length;
  if (medium === 'EMAIL' || length <= SMS_MAX_CHARS) return [];
  const expected = `at most ${SMS_MAX_CHARS} characters for SMS`;
  return [{ path: [...path, 'text'], expected, received: `${length} characters` }];
}

function unknownVariables(kind: NoticeKind, text: string): string[] {
  const known: readonly string[] = NOTICE_VARIABLES[kind];
  return [...text.matchAll(/\{([^{}]*)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !known.includes(name));
}
