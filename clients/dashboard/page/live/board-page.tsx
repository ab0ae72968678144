import { SoundFilled, SoundOutlined } from '@ant-design/icons';
import Alert from 'antd/es/alert';
import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { AlertLevel } from '../../generated/operations.ts';
import { unitOptions, useCity, useConnection, useNow } from '../frame/city.ts';
import { FilterSelect } from '../frame/filter-select.tsx';
import { LEVEL_NAMES, optionsOf } from '../labels.ts';
import type { Board, News } from './board.ts';
import { alertColumns, assignmentColumns, messageColumns } from './live-columns.tsx';
import { LivePanel } from './live-panel.tsx';
import { createSound } from './sound.ts';
import { useBoard } from './use-board.ts';

const TICK_MS = 30_000;
const URGENT: ReadonlySet<AlertLevel> = new Set(['URGED_TWICE', 'CIRCULATED']);

export default function BoardPage(): ReactNode {
  const { units } = useCity();
  const [chosen, setChosen] = useState<string[]>([]);
  const [districts, setDistricts] = useState<string[]>([]);
  const [minLevel, setMinLevel] = useState<AlertLevel>('DUE_SOON');
  const [sound] = useState(createSound);
  const [isLoud, setLoud] = useState(false);
  const [hasGap, setGap] = useState(false);
  const [said, setSaid] = useState<{ text: string; isUrgent: boolean }>({
    text: '',
    isUrgent: false,
  });
  const onNews = useCallback(
    (news: News) => {
      sound.play(news);
      setSaid({ text: newsText(news), isUrgent: news.alerts.some((level) => URGENT.has(level)) });
    },
    [sound],
  );
  const board = useBoard(
    {
      minLevel,
      ...(chosen.length > 0 && { units: chosen }),
      ...(districts.length > 0 && { districts }),
    },
    onNews,
    useCallback(() => setGap(true), []),
  );
  const turnSound = (): void => {
    sound.turn(!isLoud);
    setLoud(!isLoud);
  };
  return (
    <main className="board">
      <h1 className="hidden">实时看板</h1>
      <div className="toolbar">
        <FilterSelect
          label="按承办单位筛选"
          all="全部承办单位"
          options={unitOptions(units)}
          chosen={chosen}
          onChoose={setChosen}
        />
        <FilterSelect
          label="按区市县筛选"
          all="全部区市县"
          options={units.districts.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={districts}
          onChoose={setDistricts}
        />
        <Select<AlertLevel>
          aria-label="预警起始级别"
          options={optionsOf(LEVEL_NAMES).map((each) => ({
            ...each,
            label: `${each.label}及以上`,
          }))}
          value={minLevel}
          onChange={setMinLevel}
        />
        <span className="grow" />
        <Button
          icon={isLoud ? <SoundFilled /> : <SoundOutlined />}
          type={isLoud ? 'primary' : 'default'}
          aria-pressed={isLoud}
          onClick={turnSound}
        >
          {isLoud ? '提示音已开' : '打开提示音'}
        </Button>
      </div>
      <p className="hidden" role="status">
        {said.isUrgent ? '' : said.text}
      </p>
      <p className="hidden" role="alert">
        {said.isUrgent ? said.text : ''}
      </p>
      {hasGap && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          closable={{ onClose: () => setGap(false) }}
          title="离开时间过长，其间的消息已不能逐条补发。现已重新列出全部未办结的新件和预警。"
        />
      )}
      {board && <Panels board={board} />}
    </main>
  );
}

function Panels({ board }: { board: Board }): ReactNode {
  const { client } = useCity();
  const now = useNow(client, TICK_MS);
  const { phase } = useConnection(client);
  const columns = useMemo(
    () => ({
      assignments: assignmentColumns(now),
      alerts: alertColumns(now),
      messages: messageColumns(now),
    }),
    [now],
  );
  return (
    <div className="panels" data-old={phase === 'LOST' || phase === 'SIGNED_OUT'}>
      <LivePanel
        title="新件"
        newsName="新件"
        empty="暂无派发的办件"
        rows={board.assignments}
        columns={columns.assignments}
        width={640}
      />
      <LivePanel
        title="超期预警"
        newsName="新预警"
        empty="暂无预警"
        rows={board.alerts}
        columns={columns.alerts}
        width={640}
      />
      <LivePanel
        title="群众留言"
        newsName="新留言"
        empty="没有待回复的留言"
        rows={board.messages}
        columns={columns.messages}
        width={460}
      />
    </div>
  );
}

function newsText({ assignments, alerts, messages }: News): string {
  if (assignments > 0) return `新派发 ${assignments} 件`;
  if (messages > 0) return `新留言 ${messages} 条`;
  return `新预警 ${alerts.length} 条`;
}
