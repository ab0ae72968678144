import { checkSystem, chooseCases, reportFolder, trialSettings } from './check-command.ts';
import type { CaseResult } from './check/run-check.ts';
import { readKitConfig, type CheckOptions } from './config.ts';
import { joinCity, leaveCity } from './join-command.ts';
import { conclusionOf, verdictWord } from './report/verdict-words.ts';

function showResult({ rule, verdict, actual }: CaseResult): void {
  const tail = verdict === 'passed' ? '' : `\n    实际：${actual}\n    怎么改：${rule.fix}`;
  console.log(`${verdictWord({ verdict })}  ${rule.id} ${rule.strength} ${rule.title}${tail}`);
}

function explain(id: string): void {
  for (const rule of chooseCases([id])) {
    console.log(`${rule.id}（${rule.level} ${rule.strength}）${rule.title}`);
    console.log(`期望：${rule.expected}\n怎么改：${rule.fix}`);
    console.log(`依据：clients/district-kit/contract.md#${rule.section}`);
  }
}

async function check(options: CheckOptions): Promise<number> {
  if (options.explain !== undefined) {
    explain(options.explain);
    return 0;
  }
  if (options.settings) {
    const settings = await trialSettings(options);
    for (const [name, value] of Object.entries(settings)) console.log(`${name}='${value}'`);
    return 0;
  }
  const report = await checkSystem(options, showResult);
  console.log(`\n${conclusionOf(report)}`);
  console.log(
    `报告：${options.report ?? reportFolder(options.folder, options.district)}/report.html`,
  );
  return report.exitCode;
}

async function main(): Promise<number> {
  const given = readKitConfig();
  switch (given.command) {
    case 'check':
      return check(given.options);
    case 'join':
      console.log(await joinCity(given));
      return 0;
    case 'leave':
      console.log(await leaveCity(given));
      return 0;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
