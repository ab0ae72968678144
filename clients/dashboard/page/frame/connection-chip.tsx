import {
  ApiOutlined,
  DisconnectOutlined,
  SyncOutlined,
  ThunderboltFilled,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { ConnectionState } from '../../client/connection-state.ts';
import { clockText } from '../moments.ts';
import { useCity, useConnection, useNow } from './city.ts';

const LAG_EVERY_MS = 2_000;
/** Below this the server's clock is not told exactly enough. */
const EXACT_MS = 1_500;

/** 实时, 重连中(第 n 次) or 已断开，数据截至 HH:mm; with how far behind one is. */
export function ConnectionChip(): ReactNode {
  const { client } = useCity();
  const state = useConnection(client);
  useNow(client, LAG_EVERY_MS);
  const { icon, text, tone } = describe(state);
  return (
    <span className={`chip chip-${tone}`} role="status" data-phase={state.phase}>
      {icon}
      <span>{text}</span>
      {state.phase === 'LIVE' && <small>{lagText(client.lag())}</small>}
      {(state.phase === 'RECONNECTING' || state.phase === 'LOST') && (
        <button type="button" onClick={client.hurry}>
          立即重连
        </button>
      )}
    </span>
  );
}

function describe(state: ConnectionState): { icon: ReactNode; text: string; tone: string } {
  switch (state.phase) {
    case 'LIVE':
      return { icon: <ThunderboltFilled />, text: '实时', tone: 'live' };
    case 'CONNECTING':
      return { icon: <SyncOutlined spin />, text: '连接中', tone: 'busy' };
    case 'RECONNECTING':
      return { icon: <SyncOutlined spin />, text: `重连中(第 ${state.attempt} 次)`, tone: 'busy' };
    case 'LOST':
      return {
        icon: <DisconnectOutlined />,
        text: `已断开，${asOfText(state.asOf)}`,
        tone: 'lost',
      };
    case 'SIGNED_OUT':
      return { icon: <ApiOutlined />, text: `登录已失效，${asOfText(state.asOf)}`, tone: 'lost' };
  }
}

function asOfText(asOf: number | null): string {
  return asOf === null ? '暂无数据' : `数据截至 ${clockText(asOf)}`;
}

function lagText({ eventMs, roundTripMs }: { eventMs: number | null; roundTripMs: number | null }) {
  const event =
    eventMs === null ? null : eventMs < EXACT_MS ? '<1 秒' : `${(eventMs / 1_000).toFixed(0)} 秒`;
  const parts = [
    event !== null && `延迟 ${event}`,
    roundTripMs !== null && `往返 ${roundTripMs} 毫秒`,
  ].filter((part) => part !== false);
  return parts.join(' · ');
}
