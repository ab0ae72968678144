import type { CityError, CityErrorCode } from '../../client/city-error.ts';

const AWAY = '有关系统暂时没有响应，请稍后再试。';

const TEXTS: Partial<Record<CityErrorCode, string>> = {
  UNAUTHENTICATED: '登录已过期，请重新登录。',
  FORBIDDEN: '您没有此项权限。',
  NOT_FOUND: '没有找到，或您无权查看。',
  ILLEGAL_MOVE: '办件状态已变化，此项操作现在不能进行。页面已更新，请核对后再办。',
  BAD_USER_INPUT: '填写内容不符合要求',
  IDEMPOTENCY_KEY_REUSED: '此项操作已提交过，请刷新查看结果。',
  RATE_LIMITED: '操作过于频繁，请稍候再试。',
  LIMIT_EXCEEDED: '查询范围过大，请缩小条件。',
  CURSOR_INVALID: '列表已变化，请刷新。',
  SUBGRAPH_UNAVAILABLE: AWAY,
  PEER_UNAVAILABLE: '有关省份的系统暂时没有响应，请稍后再试。',
  PARTITION_UNAVAILABLE: '该区市县的系统暂时没有响应，请稍后再试。',
  PARTITION_UNKNOWN: '本市没有这个区市县。',
  IDENTITY_PROVIDER_UNAVAILABLE: '统一身份认证暂时没有响应，请稍后再试。',
  GATEWAY_STOPPING: AWAY,
  GLYPH_MISSING: '文书中有字库没有的字，无法打印。',
  NO_ANSWER: '无法连接服务器，请检查网络。',
};

/** What to tell staff; the server's own words follow where they say more. */
export function errorText({ code, message, details }: CityError): string {
  const text = TEXTS[code] ?? '操作没有成功，请稍后再试。';
  if (code !== 'BAD_USER_INPUT') return text;
  const expected = typeof details.expected === 'string' ? details.expected : message;
  return `${text}：${expected}`;
}
