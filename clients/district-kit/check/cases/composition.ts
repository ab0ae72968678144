import { valueAt } from '../trial.ts';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import {
  readDistrictContractSdl,
  readSubgraphSdl,
  SUBGRAPH_NAMES,
} from '../../../../schema/sdl.ts';
import { must, type ConformanceCase } from '../case.ts';
import { compareContract } from '../compare-contract.ts';
import { nobody } from '../people.ts';
import { readServedSdl } from '../served-sdl.ts';

const section = 'schema';

export const compositionCases: readonly ConformanceCase[] = [
  {
    id: 'L1-HTTP',
    level: 'L1',
    strength: 'MUST',
    needs: [],
    title: '以 POST 应答 GraphQL',
    section,
    expected: 'POST application/json，返回 HTTP 200 与 {"data":{"__typename":"Query"}}。',
    fix: '检查监听地址、路径与反向代理；应答必须是 JSON。',
    run: async (trial) => {
      const answer = await trial.ask(nobody, '{ __typename }');
      must(
        answer.status === 200 && valueAt(answer, '__typename') === 'Query',
        answer.text.slice(0, 300) || `HTTP ${String(answer.status)}`,
      );
    },
  },
  {
    id: 'L1-SDL',
    level: 'L1',
    strength: 'MUST',
    needs: [],
    title: '提供联邦 SDL',
    section,
    expected: '{ _service { sdl } } 返回可解析的 SDL 文本。',
    fix: '实现 Query._service: _Service!，sdl 返回合同三个文件的原文（shared、mailbox、districts）。',
    run: async (trial) => {
      await readServedSdl(trial);
    },
  },
  {
    id: 'L1-CONTRACT',
    level: 'L1',
    strength: 'MUST',
    needs: [],
    title: '类型、字段、参数、枚举与合同一致',
    section,
    expected: '合同中的每个类型、字段、参数、枚举值与指令都在，且类型相同。',
    fix: '按“实际”中列出的项目逐一补齐；可以多出自己的类型与字段，不能少、不能改。',
    run: async (trial) => {
      const differences = compareContract(readDistrictContractSdl(), await readServedSdl(trial));
      must(differences.length === 0, differences.slice(0, 20).join('；'));
    },
  },
  {
    id: 'L1-COMPOSES',
    level: 'L1',
    strength: 'MUST',
    needs: [],
    title: '能与全市各子图组合',
    section,
    expected: '以该 SDL 代替 districts 子图，与其他四个子图组合无错误。',
    fix: '组合错误见“实际”；通常是改了共享类型或缺了联邦指令。',
    run: async (trial) => {
      const served = await readServedSdl(trial);
      // The city's own software serves the registry too, wherever it runs.
      const own = /^type DistrictSystem\b/m.test(served) ? served : `${served}\n${registrySdl()}`;
      const { errors = [] } = composeServices(
        SUBGRAPH_NAMES.map((name) => ({
          name,
          url: `http://${name}.invalid/graphql`,
          typeDefs: parse(name === 'districts' ? own : readSubgraphSdl(name)),
        })),
      );
      must(errors.length === 0, errors.map(({ message }) => message).join('；'));
    },
  },
];

/** The city's own part of the subgraph, which no district system serves. */
function registrySdl(): string {
  return readSubgraphSdl('districts').slice(readDistrictContractSdl().length);
}
