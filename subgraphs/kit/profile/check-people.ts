import { findRepeated, sharesDay } from './check-lists.ts';
import type { CheckedFiles, Finding } from './check-profile.ts';
import { unitIds } from './unit-ids.ts';

/** R54: one officer for each unit, and under an account that serves it. */
export function checkOfficers(files: CheckedFiles): Finding[] {
  const officers = files['officers.yaml']?.officers;
  const units = unitIds(files);
  if (!officers || !units) return [];
  const file = 'officers.yaml';
  const personas = new Map(files['personas.yaml']?.personas.map((each) => [each.id, each]));
  const repeated = findRepeated<'unit'>(officers, 'unit').map(
    (found) =>
      ({
        file,
        ...found,
        path: ['officers', ...found.path],
      }) as const,
  );
  const wrong = officers.flatMap(({ unit, account }, index): Finding[] => {
    const path = ['officers', index];
    if (!units.has(unit)) {
      const expected = 'a unit of districts.yaml or departments.yaml';
      return [{ file, path: [...path, 'unit'], expected, received: unit }];
    }
    const persona = account === null ? undefined : personas.get(account);
    if (!persona || persona.unit === unit || persona.unit === null) return [];
    const expected = `an account that serves ${unit}`;
    return [{ file, path: [...path, 'account'], expected, received: `one of ${persona.unit}` }];
  });
  return [...repeated, ...wrong];
}

/** Words belong to fields that the leader answers for. */
export function checkLeaderWords(files: CheckedFiles): Finding[] {
  const leaders = files['leaders.yaml']?.leaders ?? [];
  return leaders.flatMap(({ portfolio, words }, index) =>
    Object.keys(words)
      .filter((field) => !portfolio.includes(field))
      .map((field) => ({
        file: 'leaders.yaml' as const,
        path: ['leaders', index, 'words', field],
        expected: `one of ${portfolio.join(', ')}`,
        received: field,
      })),
  );
}

/** R69: a link leads to one mailbox; only a district that followed another may have kept its link. */
export function checkMailboxUrls(files: CheckedFiles): Finding[] {
  const linked = linkedUnits(files);
  return linked.flatMap((unit, index): Finding[] => {
    const { file, path, mailboxUrl } = unit;
    const owner = linked
      .slice(0, index)
      .find(
        (other) =>
          other.mailboxUrl === mailboxUrl && other.code !== unit.code && sharesDay(other, unit),
      );
    if (!owner) return [];
    return [
      { file, path, expected: "a link of the unit's own", received: `that of ${owner.code}` },
    ];
  });
}

function linkedUnits(files: CheckedFiles) {
  const always = { validFrom: '0000-01-01', validTo: null };
  const districts = (files['districts.yaml']?.districts ?? []).map((unit, index) => ({
    ...unit,
    file: 'districts.yaml' as const,
    path: ['districts', index, 'mailboxUrl'],
  }));
  const departments = (files['departments.yaml']?.departments ?? []).map((unit, index) => ({
    ...unit,
    ...always,
    file: 'departments.yaml' as const,
    path: ['departments', index, 'mailboxUrl'],
  }));
  return [...districts, ...departments].filter(({ mailboxUrl }) => mailboxUrl !== null);
}
