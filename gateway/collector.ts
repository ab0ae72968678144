import { setFlagsFromString } from 'node:v8';

/**
 * How Node collects garbage, told before anything else is loaded. What it is worth: README, Memory.
 * The size of the young generation can only be told with the command.
 */

// A moment in which many requests' arrays live long would teach the compiler to put such arrays among
// the old objects from then on: each would keep all of its request until the next full collection.
setFlagsFromString('--no-allocation-site-pretenuring');
// A full collection takes milliseconds here, so one comes whenever the old objects have doubled.
setFlagsFromString('--heap-growing-percent=100');
