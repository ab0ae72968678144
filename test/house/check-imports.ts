import { blindSpot, cruiseHouse } from './cruise.ts';

const house = await cruiseHouse();
const blind = blindSpot(house);
for (const { rule, from, to } of house.breaches) console.error(`${rule}: ${from} → ${to}`);
if (blind) console.error(`The import rules were not checked: ${blind}`);
if (blind || house.breaches.length > 0) process.exitCode = 1;
else console.log(`${house.moduleCount} modules, ${house.importCount} imports, no breach`);
