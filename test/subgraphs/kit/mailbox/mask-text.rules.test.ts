import { describe, expect, it } from '@jest/globals';
import { maskPersonal } from '../../../../subgraphs/kit/mailbox/mask-text.rules.ts';

const LI = {
  kind: 'PERSON',
  name: '李晓明',
  phone: '138-0000-0001',
  idNumber: '980000199001011237',
  address: '广安区建设路8号3栋502',
} as const;
const FATHER = { ...LI, name: '李', phone: null, idNumber: null, address: null };
const people = { petitioner: LI, beneficiary: FATHER, jointSignatories: ['欧阳小红', '王五'] };

describe('R66 R96 what everybody may read', () => {
  it.each([
    ['李晓明反映路灯不亮', '李某反映路灯不亮'],
    ['与欧阳小红、王五联名', '与欧阳某、王某联名'],
    ['请打138-0000-0001', '请打***'],
    ['住广安区建设路8号3栋502', '住***'],
    ['证号980000199001011237。', '证号***。'],
    ['别人的手机13912345678也不留', '别人的手机***也不留'],
    ['固话0826-2345678，邮箱a.b@c.example', '固话***，邮箱***'],
    ['卡号6222021234567890123', '卡号***'],
    ['川X·12345号车', '***号车'],
    ['2026年3月拖欠12345元，编号20260301', '2026年3月拖欠12345元，编号20260301'],
    ['桃李满园', '桃李满园'],
    ['别人的手机１３９１２３４５６７８也不留', '别人的手机***也不留'],
    ['请打１３８－００００－０００１，即138-0000-0001', '请打***，即***'],
    ['证号９８００００１９９００１０１１２３７。', '证号***。'],
    ['邮箱ａ．ｂ＠ｃ．ｅｘａｍｐｌｅ', '邮箱***'],
    ['住广安区建设路８号３栋５０２', '住***'],
    ['拖欠１２３４５元（共３人）', '拖欠１２３４５元（共３人）'],
  ])('R66 %j becomes %j', (text, masked) => {
    expect(maskPersonal(people, text)).toBe(masked);
  });
});
