import { PortalError } from '../client/portal-error.ts';

/** What to tell a citizen who got an error, and what to do. */
export function faultText(error: unknown): string {
  if (!(error instanceof PortalError)) return '页面出了问题，请刷新后再试。';
  switch (error.kind) {
    case 'offline':
      return '没有连上服务器。请检查网络，然后再试一次。';
    case 'signed-out':
      return '您还没有登录，或登录已过期，请重新登录。';
    case 'busy':
      return error.retryAfter === null
        ? '服务暂时不可用，请稍后再试。'
        : `操作太频繁，请 ${String(Math.ceil(error.retryAfter))} 秒后再试。`;
    case 'refused':
      return error.code === 'FORBIDDEN'
        ? '当前登录的身份不能进行这项操作。'
        : '提交的内容没有通过检查，请核对后再试。';
  }
}
