import { readFileSync } from 'node:fs';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { routeLetter } from '../../../../subgraphs/kit/profile/route-letter.ts';
import type { Shape, Share } from './shape.ts';

/** Real letters, read in place; only the shares below leave them. */
interface Letter {
  title: string;
  content: string;
  submittedAt: string;
  repliedAt: string;
}

const DAY_MS = 86_400_000;
const QUANTILES = 100;
/** Places as far as a profile of today can have them, whenever the letter was written. */
const TODAY = '2026-01-01';

/** What a letter is about, by the words of its title: as coarse as it is, it is measured and not made up. */
const CATEGORIES: readonly [RegExp, string][] = [
  [/物业|小区|业主|停车/, '城乡建设/住房与房地产/物业服务'],
  [/房产证|办证|产权|购房|楼盘|开发商|交房|延期/, '城乡建设/住房与房地产/房产办证'],
  [/公租房|廉租|棚户|安置|保障房/, '城乡建设/住房与房地产/保障性住房'],
  [/路灯|道路|修路|人行|绿化|环卫|垃圾/, '城乡建设/城市建设和市政管理/市政道路'],
  [/供水|停水|自来水|燃气|天然气|供暖|停电/, '城乡建设/城市建设和市政管理/供水供气'],
  [/征地|拆迁|补偿|征收/, '农村土地征占/征地补偿'],
  [/宅基地|承包|农村|村里|村民/, '农村土地征占/土地承包'],
  [/工资|薪|拖欠/, '劳动和社会保障/工资福利'],
  [/社保|养老|退休|医保|失业/, '劳动和社会保障/社会保险'],
  [/学校|小学|中学|幼儿园|招生|补课|学费|高考/, '教育文体/入学招生'],
  [/教师|老师/, '教育文体/教师待遇'],
  [/医院|医生|诊所|计生/, '卫生计生/医疗服务'],
  [/噪音|噪声|扰民/, '环境保护/噪音污染'],
  [/污水|水污染/, '环境保护/水污染'],
  [/污染|废气|粉尘|油烟/, '环境保护/大气污染'],
  [/公交|地铁|出租车|网约车|客运/, '交通运输/公共交通'],
  [/堵|交通|红绿灯|高速/, '交通运输/道路拥堵'],
  [/干部|村支书|书记|贪|腐/, '基层干部违纪'],
  [/法院|判决|诉讼|派出所|警/, '涉法涉诉'],
];

/** Measures the letters of a file, as the importer would place them in a city. */
export async function measureLetters(file: string, profileFolder: string): Promise<Shape> {
  const profile = await loadProfile(profileFolder);
  const letters = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Letter);
  const routes = letters.map(({ title, content }) =>
    routeLetter(profile, { title, content, submittedOn: TODAY }),
  );
  const local = letters.map(({ submittedAt }) => new Date(Date.parse(submittedAt) + 8 * 3_600_000));
  const lags = letters
    .map(({ submittedAt, repliedAt }) => (Date.parse(repliedAt) - Date.parse(submittedAt)) / DAY_MS)
    .toSorted((one, two) => one - two);
  return {
    letters: letters.length,
    months: sharesOf(local.map((at) => at.toISOString().slice(5, 7))),
    weekdays: sharesOf(local.map((at) => String(at.getUTCDay()))),
    hours: sharesOf(local.map((at) => at.toISOString().slice(11, 13))),
    places: sharesOf(routes.map(({ unit }) => unit)),
    types: sharesOf(routes.map(({ type }) => type)),
    categories: sharesOf(letters.map(({ title }) => categoryOf(title))),
    replyDays: Array.from({ length: QUANTILES + 1 }, (_none, index) => {
      const at = Math.round((index / QUANTILES) * (lags.length - 1));
      return Math.round((lags[at] ?? 0) * 100) / 100;
    }),
  };
}

function categoryOf(title: string): string {
  return CATEGORIES.find(([words]) => words.test(title))?.[1] ?? '其他';
}

function sharesOf(values: readonly string[]): Share[] {
  return [...Map.groupBy(values, (value) => value)]
    .map(([value, all]): Share => [value, Math.round((all.length / values.length) * 1e4) / 1e4])
    .toSorted(([one], [two]) => (one < two ? -1 : 1));
}
