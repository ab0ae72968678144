const { stripTypeScriptTypes } = require('node:module');

/** Jest runs what Node runs: the same types stripped, every line where it was. */
module.exports = {
  process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }),
};
