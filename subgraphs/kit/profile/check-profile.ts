import { departmentId, districtId } from '../../../schema/contract/ids.ts';
import { findOverlaps, findRepeated } from './check-lists.ts';
import { checkLeaderWords, checkMailboxUrls, checkOfficers } from './check-people.ts';
import type { ProfileFileName, ProfileFiles } from './profile-schema.ts';
import { unitIds } from './unit-ids.ts';

/** A fault that only shows when entries or files are held against each other. */
export interface Finding {
  file: ProfileFileName;
  path: readonly (string | number)[];
  expected: string;
  received: string;
}

/** Files whose shape was right; checks that need a missing one are left out. */
export type CheckedFiles = Partial<ProfileFiles>;

/** Holds the files of a profile against each other. */
export function checkProfile(files: CheckedFiles): Finding[] {
  return [
    ...checkDistricts(files),
    ...checkDepartments(files),
    ...checkCategories(files),
    ...checkOtherCodes(files),
    ...checkSuperiors(files),
    ...checkCity(files),
    ...checkDiscipline(files),
    ...checkChannels(files),
    ...checkPlaces(files),
    ...checkPersonas(files),
    ...checkLeaderWords(files),
    ...checkMailboxUrls(files),
    ...checkOfficers(files),
  ];
}

function checkDistricts(files: CheckedFiles): Finding[] {
  const districts = files['districts.yaml']?.districts ?? [];
  return findOverlaps(districts, (district) => district.code).map((found) => ({
    file: 'districts.yaml',
    ...found,
    path: ['districts', ...found.path],
  }));
}

function checkDepartments(files: CheckedFiles): Finding[] {
  const departments = files['departments.yaml']?.departments;
  if (!departments) return [];
  const file = 'departments.yaml';
  const repeated = findRepeated(departments, 'code');
  const findings: Finding[] = repeated.map((found) => ({
    file,
    ...found,
    path: ['departments', ...found.path],
  }));
  for (const special of ['PETITION_BUREAU', 'GOVERNMENT_OFFICE'] as const) {
    const holders = departments.filter((department) => department.function === special);
    if (holders.length === 1) continue;
    const received = holders.map((holder) => holder.code).join(', ') || 'none';
    findings.push({
      file,
      path: ['departments'],
      expected: `exactly one department with function ${special}`,
      received,
    });
  }
  return findings;
}

function checkCategories(files: CheckedFiles): Finding[] {
  const categories = files['categories.yaml']?.categories ?? [];
  const lists = [
    { entries: categories, path: ['categories'] as (string | number)[] },
    ...categories.flatMap(({ below }, first) => {
      const path = ['categories', first, 'below'];
      return [
        { entries: below, path },
        ...below.map((second, at) => ({ entries: second.below, path: [...path, at, 'below'] })),
      ];
    }),
  ];
  return lists.flatMap(({ entries, path }) =>
    findRepeated<'name'>(entries, 'name').map((found) => ({
      file: 'categories.yaml' as const,
      ...found,
      path: [...path, ...found.path],
    })),
  );
}

/** R29: a matter goes down a chain of units, so each superior is a unit and none is its own. */
function checkSuperiors(files: CheckedFiles): Finding[] {
  const districts = files['districts.yaml']?.districts;
  const departments = files['departments.yaml']?.departments;
  if (!districts || !departments) return [];
  const lists = [
    { file: 'districts.yaml', key: 'districts', entries: districts, idOf: districtId },
    { file: 'departments.yaml', key: 'departments', entries: departments, idOf: departmentId },
  ] as const;
  const superiors = new Map(
    lists.flatMap(({ entries, idOf }) =>
      entries.map(({ code, under }) => [idOf(code), under] as const),
    ),
  );
  return lists.flatMap(({ file, key, entries, idOf }) =>
    entries.flatMap(({ code, under }, index): Finding[] => {
      const isRight = under === null || (superiors.has(under) && !isBelow(superiors, idOf(code)));
      const expected = `a unit above ${idOf(code)}`;
      return isRight ? [] : [{ file, path: [key, index, 'under'], expected, received: under }];
    }),
  );
}

/** Whether the way up from a unit comes back to it. */
function isBelow(superiors: ReadonlyMap<string, string | null>, unit: string): boolean {
  const seen = new Set<string>();
  let above = superiors.get(unit) ?? null;
  while (above !== null && above !== unit && !seen.has(above)) {
    seen.add(above);
    above = superiors.get(above) ?? null;
  }
  return above === unit;
}

function checkOtherCodes(files: CheckedFiles): Finding[] {
  const upstream = files['upstream.yaml'];
  const lists = [
    ['leaders.yaml', 'leaders', findRepeated(files['leaders.yaml']?.leaders ?? [], 'id')],
    ['upstream.yaml', 'upstreamChannels', findRepeated(upstream?.upstreamChannels ?? [], 'code')],
    ['upstream.yaml', 'peers', findRepeated(upstream?.peers ?? [], 'code')],
    ['personas.yaml', 'personas', findRepeated(files['personas.yaml']?.personas ?? [], 'id')],
  ] as const;
  return lists.flatMap(([file, key, repeated]) =>
    repeated.map((found) => ({ file, ...found, path: [key, ...found.path] })),
  );
}

function checkCity(files: CheckedFiles): Finding[] {
  const units = files['profile.yaml']?.units;
  const departments = files['departments.yaml']?.departments;
  if (!units || !departments) return [];
  const special = [
    ['petitionBureau', 'PETITION_BUREAU'],
    ['governmentOffice', 'GOVERNMENT_OFFICE'],
  ] as const;
  return special.flatMap(([key, wanted]) => {
    // None or two of them is already a finding of departments.yaml.
    if (departments.filter((each) => each.function === wanted).length !== 1) return [];
    const unit = departments.find(({ code }) => departmentId(code) === units[key]);
    if (unit?.function === wanted) return [];
    return {
      file: 'profile.yaml' as const,
      path: ['units', key],
      expected: `the department with function ${wanted}`,
      received: unit ? `${units[key]} with function ${unit.function}` : units[key],
    };
  });
}

/** Whoever takes what accuses both of the city's offices is neither of them. */
function checkDiscipline(files: CheckedFiles): Finding[] {
  const received = files['profile.yaml']?.units.disciplineInspection ?? null;
  const departments = files['departments.yaml']?.departments;
  if (received === null || !departments) return [];
  const unit = departments.find(({ code }) => departmentId(code) === received);
  if (unit?.function === 'FUNCTIONAL') return [];
  const expected = 'a department with function FUNCTIONAL';
  return [{ file: 'profile.yaml', path: ['units', 'disciplineInspection'], expected, received }];
}

function checkChannels(files: CheckedFiles): Finding[] {
  const channels = files['profile.yaml']?.channels;
  const units = unitIds(files);
  if (!channels || !units) return [];
  const file = 'profile.yaml';
  const lists = [
    { key: 'emails', list: channels.emails, repeated: findRepeated(channels.emails, 'address') },
    {
      key: 'smsNumbers',
      list: channels.smsNumbers,
      repeated: findRepeated(channels.smsNumbers, 'number'),
    },
  ];
  return lists.flatMap(({ key, list, repeated }) => [
    ...repeated.map(
      (found) => ({ file, ...found, path: ['channels', key, ...found.path] }) as const,
    ),
    ...list.flatMap(({ mailbox }, index): Finding[] => {
      if (mailbox === 'mayor' || units.has(mailbox)) return [];
      const expected = 'a unit of districts.yaml or departments.yaml';
      const path = ['channels', key, index, 'mailbox'];
      return [{ file, path, expected, received: mailbox }];
    }),
  ]);
}

function checkPlaces(files: CheckedFiles): Finding[] {
  const file = 'places.yaml';
  const routing = files[file];
  const units = unitIds(files);
  const channels = files['upstream.yaml']?.upstreamChannels.map(({ code }) => code);
  if (!routing || !units || !channels) return [];
  const places = [
    ...routing.places.map((place, index) => ({ place, path: ['places', index] })),
    { place: routing.default, path: ['default'] },
  ];
  return places.flatMap(({ place, path }): Finding[] => {
    const { unit, upstreamChannel } = place;
    const findings: Finding[] = [];
    if (unit !== 'mayor' && unit !== 'national' && !units.has(unit)) {
      const expected = 'a unit of districts.yaml or departments.yaml';
      findings.push({ file, path: [...path, 'unit'], expected, received: unit });
    }
    const isWanted = unit === 'national';
    const isRight = isWanted ? channels.includes(upstreamChannel ?? '') : upstreamChannel === null;
    if (!isRight) {
      const expected = isWanted ? 'a channel of upstream.yaml' : `no channel for ${unit}`;
      const received = upstreamChannel ?? 'nothing';
      findings.push({ file, path: [...path, 'upstreamChannel'], expected, received });
    }
    return findings;
  });
}

function checkPersonas(files: CheckedFiles): Finding[] {
  const personas = files['personas.yaml']?.personas ?? [];
  const units = unitIds(files);
  if (!units) return [];
  const unitKindOf: Partial<Record<string, string>> = {
    DISTRICT_BUREAU: 'district:',
    DEPARTMENT: 'department:',
  };
  return personas.flatMap(({ role, unit }, index) => {
    const wanted = unitKindOf[role];
    const isRight = wanted
      ? unit !== null && unit.startsWith(wanted) && units.has(unit)
      : unit === null;
    if (isRight) return [];
    return {
      file: 'personas.yaml' as const,
      path: ['personas', index, 'unit'],
      expected: wanted ? `a known unit ${wanted}… for ${role}` : `no unit for ${role}`,
      received: unit ?? 'nothing',
    };
  });
}
