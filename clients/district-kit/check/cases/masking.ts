import { must, type ConformanceCase } from '../case.ts';
import {
  citizen,
  cityBureau,
  department,
  ENTITIES,
  representations,
  staff,
  submit,
  WRITER,
} from '../people.ts';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { type Answer, type Trial, valueAt } from '../trial.ts';

const TITLE = '内容保密的来信';
const base = { level: 'L2', strength: 'MUST', needs: ['trust'], section: 'masking' } as const;

interface View {
  title: string | null;
  petitioner: { name: string; phone: string | null; isMasked: boolean } | null;
}

async function view(
  trial: Trial,
  who: Actor,
  handlingUnits?: readonly string[],
): Promise<{ answer: Answer; seen: View | null }> {
  const { id } = await submit(trial, { title: TITLE });
  const answer = await trial.ask(who, ENTITIES, representations([id], handlingUnits));
  return { answer, seen: (valueAt(answer, '_entities', 0) ?? null) as View | null };
}

function mustHide({ text }: Answer): void {
  const told = [...Object.values(WRITER), TITLE, '建国'].filter((each) => text.includes(each));
  must(told.length === 0, `应答中出现了 ${told.join('、')}`);
}

function mustShow(seen: View | null): void {
  must(seen?.title === TITLE, `title ${JSON.stringify(seen?.title)}`);
  const { petitioner } = seen;
  must(
    petitioner?.name === WRITER.name && petitioner.phone === WRITER.phone && !petitioner.isMasked,
    JSON.stringify(petitioner),
  );
}

export const maskingCases: readonly ConformanceCase[] = [
  {
    ...base,
    id: 'L2-MASK-STRANGER',
    title: '别人的信看不到',
    expected: '另一市民得不到标题、正文与任何个人信息；title 为 null 并带 FORBIDDEN。',
    fix: '按 actor.sub 核对；不是本人就 FORBIDDEN，petitioner 只给掩码。',
    run: async (trial) => {
      const { answer, seen } = await view(trial, citizen(trial, 'stranger'));
      mustHide(answer);
      must((seen?.title ?? null) === null, 'title 不为 null');
    },
  },
  {
    ...base,
    id: 'L2-MASK-UNIT',
    title: '未经手的部门看不到',
    expected: '部门未列入 handlingUnits 时，标题为 null，姓名掩码，isMasked 为 true。',
    fix: 'DEPARTMENT、DISTRICT_BUREAU 只有在 handlingUnits 含其单位，或信箱属于它时才可读。',
    run: async (trial) => {
      const { answer, seen } = await view(trial, department, ['department:transport']);
      mustHide(answer);
      must(seen?.petitioner?.isMasked === true, JSON.stringify(seen?.petitioner));
    },
  },
  {
    ...base,
    id: 'L2-MASK-HANDLER',
    title: '经手的部门看得到',
    expected: 'handlingUnits 含该部门时，标题、姓名、电话完整，isMasked 为 false。',
    fix: '读取 representation 里的 handlingUnits（@requires 带来）；不要忽略它。',
    run: async (trial) => {
      const { seen } = await view(trial, department, [
        'department:transport',
        'department:housing',
      ]);
      mustShow(seen);
    },
  },
  {
    ...base,
    id: 'L2-MASK-DUTY',
    title: '本人、本区与市信访局看得到',
    expected: '写信人、本区信访局、市信访局读到完整的信。',
    fix: 'CITIZEN 本人、unit 为本区的 DISTRICT_BUREAU、CITY_BUREAU、CITY_OFFICE 为完全可读。',
    run: async (trial) => {
      for (const who of [citizen(trial), staff(trial), cityBureau])
        mustShow((await view(trial, who)).seen);
    },
  },
  {
    ...base,
    id: 'L2-MASK-OTHER-DISTRICT',
    title: '别区信访局看不到',
    expected: 'unit 为另一个区的 DISTRICT_BUREAU 得不到标题与个人信息。',
    fix: '比较 unit 全等，不要只看角色。',
    run: async (trial) => {
      const other: Actor = { role: 'DISTRICT_BUREAU', id: 'kit-other', unit: 'district:999999' };
      mustHide((await view(trial, other)).answer);
    },
  },
];
