import { parseArgs } from 'node:util';
import { runCampaign, type Finding } from './campaign.ts';
import { GRAPH_NAMES } from './graphs/test-graphs.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now()) },
    operations: { type: 'string', default: '2000' },
    start: { type: 'string', default: '0' },
    graph: { type: 'string', multiple: true, default: GRAPH_NAMES },
    findings: { type: 'string', default: '1' },
  },
});

let isSame = true;
for (const name of GRAPH_NAMES.filter((one) => values.graph.includes(one))) {
  const startedAtMs = performance.now();
  const campaign = {
    graph: name,
    seed: values.seed,
    start: Number(values.start),
    operations: Number(values.operations),
  };
  const findings = await runCampaign(campaign, Number(values.findings));
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  for (const finding of findings) tell(finding);
  isSame &&= findings.length === 0;
  tellLine(
    `${name}: ${values.operations} operations from seed ${values.seed}, ${findings.length} differences, ${seconds} s`,
  );
}
process.exitCode = isSame ? 0 : 1;

function tell(finding: Finding): void {
  const { difference, operation, variables, faults, seed, index } = finding;
  tellLine(
    [
      `--- ${finding.graph}, seed ${seed}, operation ${index}, faults: ${faults}`,
      difference.what,
      operation,
      `variables ${JSON.stringify(variables)}`,
      `expected ${JSON.stringify(difference.expected)}`,
      `got      ${JSON.stringify(difference.actual)}`,
      finding.command,
    ].join('\n'),
  );
}

function tellLine(text: string): void {
  process.stdout.write(`${text}\n`);
}
