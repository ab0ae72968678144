import { describe, expect, it } from '@jest/globals';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { profileFolder } from '../../../../subgraphs/kit/profile/profile-folder.ts';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { cityBureau } from '../support/actors.ts';
import { startCasework } from '../support/casework.ts';
import { readCase } from '../support/read-case.ts';
import { act, caseOf } from '../support/story.ts';

interface Deadline {
  kind: string;
  rule: string;
  dueOn: string;
  policyVersion: string;
  explanation: string;
}

const SHANDONG: Actor = { role: 'DISTRICT_BUREAU', id: 'shandong', unit: 'district:370000' };

/** What one complaint of 2016-09-30, accepted on the day, owes in a jurisdiction. */
async function owedIn(profile: string, place: string): Promise<Deadline[]> {
  await using casework = await startCasework({
    profile: await loadProfile(profileFolder(profile)),
  });
  casework.clock.set('2016-09-30T09:00:00+08:00');
  const caseId = await caseOf(casework, place);
  const bureau = place === 'mayor' ? cityBureau : SHANDONG;
  await act(casework, bureau, 'acceptCase', { caseId });
  const fields = 'deadlines { kind rule dueOn policyVersion explanation }';
  return (await readCase<{ deadlines: Deadline[] }>(casework, caseId, fields)).deadlines;
}

const HOLIDAY = '国庆节放假2016-10-01至2016-10-07，7天不计；2016-10-08为国庆节调休上班日，计入';

describe('the same petition of 2016-09-30 in five jurisdictions', () => {
  it.each([
    [
      'guangan',
      'mayor',
      'HANDLING',
      '2016-11-02',
      `依据广安市网上信访工作规定（2011）“投诉、求助类…20个工作日”（R57），期限20个工作日；自2016-09-30（受理）起算，当日不计；计入2016-10-08至2016-11-02的20个工作日；双休日6天不计；${HOLIDAY}；2016-10-09为国庆节调休上班日，计入；2016-11-02届满。`,
    ],
    [
      'hangzhou',
      'mayor',
      'HANDLING',
      '2016-10-12',
      `依据杭州市12345网上信访服务规范“3个至5个工作日内予以反馈”（R86），期限5个工作日；自2016-09-30（受理）起算，当日不计；计入2016-10-08至2016-10-12的5个工作日；${HOLIDAY}；2016-10-09为国庆节调休上班日，计入；2016-10-12届满。`,
    ],
    [
      'hebei',
      'mayor',
      'ACCEPTANCE',
      '2016-10-09',
      `依据河北省信访局“省长信箱”办理规定“2个工作日内确定是否受理”（R18），期限2个工作日；自2016-09-30（登记）起算，当日不计；计入2016-10-08至2016-10-09的2个工作日；${HOLIDAY}；2016-10-09为国庆节调休上班日，计入；2016-10-09届满。`,
    ],
    [
      'national',
      'district:370000',
      'LANDING',
      '2016-10-08',
      `依据国家信访局网上信访信息系统“辽宁、上海、山东…1个工作日内完成…落地接收和转送交办”（R42），期限1个工作日；自2016-09-30（登记）起算，当日不计；计入2016-10-08的1个工作日；${HOLIDAY}；2016-10-08届满。`,
    ],
  ])('%s, %s: %s is due on %s', async (profile, place, kind, dueOn, explanation) => {
    const deadline = (await owedIn(profile, place)).find((each) => each.kind === kind);
    expect(deadline).toMatchObject({ dueOn, explanation });
  });

  it('R11 wuxi: the source sets no day, so none is owed', async () => {
    expect(await owedIn('wuxi', 'mayor')).toEqual([]);
  });
});
