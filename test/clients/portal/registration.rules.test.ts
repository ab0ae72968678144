import { describe, expect, it } from '@jest/globals';
import {
  checkRegistration,
  numberVerdict,
  toRegistration,
  withKind,
  type RegistrationForm,
} from '../../../clients/portal/page/account/registration.rules.ts';

const TODAY = '2026-11-22';
const FORM: RegistrationForm = {
  kind: 'PERSON',
  name: '王小明',
  document: 'RESIDENT_IDENTITY_CARD',
  documentName: '',
  documentNumber: '11010519491231002X',
  phone: '',
  email: '',
  address: '',
};
const faultsOf = (part: Partial<RegistrationForm>): string[] =>
  checkRegistration({ ...FORM, ...part }, TODAY).map(({ field }) => field);

describe('R7 the registration form', () => {
  it('takes a number however it is written', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ documentNumber: '110105 19491231 002x' })).toEqual([]);
    expect(faultsOf({ documentNumber: '１１０１０５１９４９１２３１００２Ｘ' })).toEqual([]);
  });

  it.each([
    ['a wrong check digit', '110105194912310021'],
    ['two digits exchanged', '11010519491213002X'],
    ['one digit too few', '1101051949123100'],
    ['nothing', '  '],
  ])('refuses %s and never repeats the number', (_what, documentNumber) => {
    const [fault, ...others] = checkRegistration({ ...FORM, documentNumber }, TODAY);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ field: 'reg-number' });
    if (documentNumber.trim() !== '') expect(fault?.message).not.toContain(documentNumber);
  });

  it('says nothing against a number before it is whole', () => {
    const verdict = (documentNumber: string) => numberVerdict({ ...FORM, documentNumber }, TODAY);
    expect(verdict('')).toBeNull();
    expect(verdict('1101051949')).toEqual({ isRight: true, text: '已输入 10 位，共 18 位' });
    expect(verdict('11010519491231002X')).toMatchObject({ isRight: true });
    expect(verdict('110105194912310021')).toMatchObject({ isRight: false });
    expect(verdict('110105194912310021999')?.text).toContain('现在是 21 位');
  });

  it('R1 asks each kind of petitioner for a document of theirs', () => {
    const firm = withKind(FORM, 'LEGAL_PERSON');
    expect(firm.document).toBe('SOCIAL_CREDIT_CODE');
    expect(withKind(firm, 'ORGANIZATION').document).toBe('SOCIAL_CREDIT_CODE');
    expect(withKind(firm, 'PERSON').document).toBe('RESIDENT_IDENTITY_CARD');
    expect(faultsOf({ ...firm, documentNumber: '91350100M000100Y43' })).toEqual([]);
    expect(faultsOf({ ...firm, documentNumber: '91350100M000100Y44' })).toEqual(['reg-number']);
  });

  it('names every other field at fault', () => {
    expect(
      faultsOf({
        name: ' ',
        document: 'OTHER',
        documentNumber: '军1234',
        phone: '12',
        email: 'li@',
        address: '路'.repeat(301),
      }),
    ).toEqual(['reg-name', 'reg-document-name', 'reg-phone', 'reg-email', 'reg-address']);
  });

  it('sends the name of the document with no other than OTHER', () => {
    const sent = (form: RegistrationForm) => toRegistration(form).documentName;
    expect(sent({ ...FORM, documentName: '军官证' })).toBeNull();
    expect(sent({ ...FORM, document: 'OTHER', documentName: ' 军官证 ' })).toBe('军官证');
  });
});
