import { readQueryCode } from '../../../../schema/contract/query-code.ts';
import { must, type ConformanceCase } from '../case.ts';
import {
  citizen,
  codesOf,
  department,
  describeErrors,
  ENTITIES,
  letterOf,
  nobody,
  representations,
  submit,
  WRITER,
} from '../people.ts';
import { type Answer, type Trial, valueAt } from '../trial.ts';
import { registrationOf } from './registration.ts';

const ALL_FIELDS = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on DistrictPetition {
    jointSignatories representatives isAssisted place entrance publicityWish sourceNumber
    petitioner { email isMasked }
    beneficiary { kind name phone email idNumber address isMasked }
    accessLog(first: 1) { edges { cursor } }
    attachments { id } messages { edges { cursor } } notices { kind }
    moderation { state } publicVersion { title }
    district { id code name validFrom validTo mailboxUrl }
  } }
}`;

const WRITTEN_FOR = { name: '赵小燕', phone: '13900005678', address: '测试市样例区虚构路二号' };
const JOINED = ['王卫东', '赵丽华'];
const ACCUSATION = '检举控告的来信';
const PLACE = '样例小区三号楼门前';
const EMAIL = 'li.jianguo@example.invalid';

/** With everything that a petitioner may say, files and proofs apart. */
const FULL_LETTER = {
  ...letterOf('每一项都填了的来信'),
  petitioner: { ...WRITER, email: EMAIL },
  onBehalfOf: WRITTEN_FOR,
  jointSignatories: JOINED,
  representatives: JOINED.slice(0, 1),
  place: PLACE,
  entrance: 'BUREAU_SITE',
  publicityWish: 'PUBLIC',
};

/** What a stranger may try; each is either not offered or not theirs. */
const NOT_THEIRS = {
  moderateDistrictPetition: '(petitionId: $id, decision: REJECT, ground: ILLEGAL, reason: "x")',
  appealDistrictModeration: '(petitionId: $id, statement: "x")',
  addDistrictPetitionMessage: '(petition: $id, text: "x")',
  releaseDistrictPublicVersion: '(petitionId: $id, title: "x", question: "x", answer: "x")',
  takeBackDistrictPublicVersion: '(petitionId: $id)',
};
const REFUSALS = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'ILLEGAL_MOVE'];

const base = { level: 'L2', strength: 'MUST', needs: ['trust'] } as const;

function mustBeRefused(answer: Answer, name: string): void {
  const codes = codesOf(answer);
  must(
    codes.length > 0 && codes.every((code) => REFUSALS.includes(String(code))),
    `${name}：${describeErrors(answer)}`,
  );
}

async function accuse(trial: Trial): Promise<string> {
  const letter = { ...letterOf(ACCUSATION), accusedUnits: [department.unit] };
  return (await submit(trial, { letter })).id;
}

export const fieldCases: readonly ConformanceCase[] = [
  {
    ...base,
    id: 'L2-FIELDS',
    title: '每个字段都有应答',
    section: 'letter',
    expected: '写信人读自己的信，合同中的每个字段都有应答，没有错误；所填的各项原样返回。',
    fix: '不能为 null 的字段总要有值（没有人联名时为 []）；不提供的功能，可为 null 的字段答 null。',
    run: async (trial) => {
      const { id } = await submit(trial, { letter: FULL_LETTER });
      const answer = await trial.ask(citizen(trial), ALL_FIELDS, representations([id]));
      must(answer.errors.length === 0, answer.text.slice(0, 400));
      const of = (...path: (string | number)[]): unknown =>
        valueAt(answer, '_entities', 0, ...path);
      const { representatives, place, entrance, publicityWish } = FULL_LETTER;
      const wanted = {
        ...{ representatives, place, entrance, publicityWish },
        jointSignatories: JOINED,
        isAssisted: false,
        sourceNumber: null,
      };
      for (const [name, value] of Object.entries(wanted))
        must(JSON.stringify(of(name)) === JSON.stringify(value), `${name} ${String(of(name))}`);
      must(of('beneficiary', 'phone') === WRITTEN_FOR.phone, 'beneficiary 不全');
      must(of('petitioner', 'email') === EMAIL, 'petitioner.email 不同');
    },
  },
  {
    ...base,
    id: 'L2-MASK-JOINED',
    title: '联名人、代表人、被代为反映的人也掩码',
    section: 'masking',
    expected: '未经手的部门得不到他们的姓名、电话，也得不到事发地；姓名只留姓。',
    fix: 'jointSignatories、representatives、beneficiary 与 petitioner 同一规则；place 与 title 同一规则。',
    run: async (trial) => {
      const { id } = await submit(trial, { letter: FULL_LETTER });
      const asked = representations([id], ['department:transport']);
      const answer = await trial.ask(department, ALL_FIELDS, asked);
      const secrets = [...JOINED, ...Object.values(WRITTEN_FOR), PLACE, EMAIL];
      const told = secrets.filter((secret) => answer.text.includes(secret));
      must(told.length === 0, `应答中出现了 ${told.join('、')}`);
      const shown = valueAt(answer, '_entities', 0, 'beneficiary', 'isMasked');
      must(shown === true, `beneficiary.isMasked ${String(shown)}`);
    },
  },
  {
    ...base,
    id: 'L2-ACCUSED-UNIT',
    needs: ['trust', 'city'],
    title: '被检举的单位看不到',
    section: 'masking',
    expected:
      '信中检举的部门即使列入 handlingUnits，也得不到任何内容；登记带上 accusedUnits，市里据此不交给它。',
    fix: '保存 letter.accusedUnits；该单位查询一律为 null；registerPetition 原样带上。',
    run: async (trial) => {
      const id = await accuse(trial);
      const asked = representations([id], [department.unit ?? '']);
      const answer = await trial.ask(department, ENTITIES, asked);
      const secrets = [...Object.values(WRITER), '建国', ACCUSATION];
      const told = secrets.filter((secret) => answer.text.includes(secret));
      must(told.length === 0, `被检举的单位读到了 ${told.join('、')}`);
      const { petition } = await registrationOf(trial, id);
      must(
        JSON.stringify(petition.accusedUnits) === JSON.stringify([department.unit]),
        `accusedUnits = ${JSON.stringify(petition.accusedUnits)}`,
      );
    },
  },
  {
    ...base,
    id: 'L2-QUERY-CODE',
    title: '查询码能看出打错',
    section: 'submit',
    expected: 'XXXXX-XXXXX-XXXXX：14 位随机，末位由前 14 位算出；没有 0、O、1、I。',
    fix: '校验位的算法见 schema/contract/query-code.ts，其中有可照抄的十行。',
    run: async (trial) => {
      const { queryCode } = await submit(trial);
      must(/^\w{5}-\w{5}-\w{5}$/.test(queryCode), `查询码的格式：${queryCode.replace(/\w/g, 'X')}`);
      must(readQueryCode(queryCode) !== null, '校验位不对');
    },
  },
  {
    ...base,
    id: 'L2-NOT-OFFERED',
    title: '不提供的，拒绝得清楚',
    section: 'optional',
    expected: '审核、申诉、留言、公开版本、上传：不提供或无权的，错误码属于合同，不是内部错误。',
    fix: '合同中的每个变更都要有应答；不提供的报 FORBIDDEN。',
    run: async (trial) => {
      const { id } = await submit(trial);
      for (const [name, args] of Object.entries(NOT_THEIRS)) {
        const query = `mutation ($id: ID!) { ${name}${args} { __typename } }`;
        mustBeRefused(await trial.ask(citizen(trial, 'stranger'), query, { id }), name);
      }
      const upload = `mutation ($district: ID!) { createDistrictAttachmentUpload(district: $district,
        file: { fileName: "x.pdf", contentType: "application/pdf", bytes: 9 }) { id } }`;
      const { code: district } = trial;
      mustBeRefused(
        await trial.ask(nobody, upload, { district }),
        'createDistrictAttachmentUpload',
      );
    },
  },
];
