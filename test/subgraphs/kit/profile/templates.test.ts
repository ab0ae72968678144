import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadTemplates } from '../../../../subgraphs/kit/profile/load-templates.ts';
import {
  NOTICE_KINDS,
  NOTICE_MEDIA,
  templateOn,
} from '../../../../subgraphs/kit/profile/notice-template.ts';
import { breakProfile, copyProfile, GUANGAN, refusalOf, type Edit } from './broken-profile.ts';

const second = { medium: 'SMS', version: 2, validFrom: '2009-01-01', text: '已收到' };

const refused: [string, Edit, string][] = [
  [
    'a variable that would say who wrote',
    [['editions', 1, 'text'], '{name}，您好'],
    'editions[1].text: expected only {city}, {day}, {queryCode}, came {name}',
  ],
  [
    'a mail without a subject',
    [['editions', 0, 'subject'], undefined],
    'editions[0].subject: expected the subject of the mail, came nothing',
  ],
  [
    'a text message with a subject',
    [['editions', 1, 'subject'], '收到'],
    'editions[1].subject: expected no subject for SMS, came 收到',
  ],
  [
    'a text message that is too long',
    [['editions', 1, 'text'], '收'.repeat(201)],
    'editions[1].text: expected at most 200 characters for SMS, came 201 characters',
  ],
  [
    'a later version of an earlier day',
    [['editions', 2], second],
    'editions[2].version: expected after version 1 of 2010-01-01 a higher one of a later day, came version 2 of 2009-01-01',
  ],
];

describe('templates of notices', () => {
  it.each(refused)('are refused for %s', async (_, edit, sentence) => {
    await using broken = await breakProfile(join('..', 'templates', 'receipt.yaml'), edit);
    const { message } = await refusalOf(broken.folder);
    expect(message).toContain(sentence);
  });

  it('are refused where there are none', async () => {
    await using broken = await copyProfile();
    await rm(join(broken.folder, '..', 'templates'), { recursive: true });
    const { message } = await refusalOf(broken.folder);
    expect(message).toContain('../templates: expected a folder of templates, came none');
  });

  it('R75, R76: are there for every kind of notice and every way', async () => {
    const { templates } = await loadTemplates(GUANGAN);
    for (const kind of NOTICE_KINDS)
      for (const medium of NOTICE_MEDIA)
        expect(templateOn(templates, { kind, medium }, '2016-09-30')).toMatchObject({ version: 1 });
  });

  it('are taken in the version of the day', () => {
    const edition = { kind: 'REPLIED', medium: 'SMS', subject: null, text: '已答复' } as const;
    const templates = [
      { ...edition, version: 1, validFrom: '2011-01-01' },
      { ...edition, version: 2, validFrom: '2012-01-01' },
    ];
    const versionOn = (day: string) => templateOn(templates, edition, day)?.version ?? null;
    expect(['2010-12-31', '2011-12-31', '2012-01-01'].map(versionOn)).toEqual([null, 1, 2]);
  });
});
