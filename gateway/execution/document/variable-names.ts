const PREFIX = 'asked__';

/** The planner gives such names to variables of its own, and a batch of requests to its. */
const OURS = /^(?:representations|contextualArgument|asked__)/;

/** The name that a variable of the client's has in plans. */
export function variableInPlan(name: string): string {
  return OURS.test(name) ? PREFIX + name : name;
}

/** The name that the client gave to a variable of a plan. */
export function variableOfClient(name: string): string {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
}
