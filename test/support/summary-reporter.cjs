'use strict';

/** The one line that people and programs read: `N passed, N failed`, with what was skipped, if any was. */
module.exports = class SummaryReporter {
  onRunComplete(_contexts, results) {
    // A file that could not even be loaded has no tests to count, and is a failure all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = [`${results.numPassedTests} passed`, `${failed} failed`];
    if (skipped > 0) line.push(`${skipped} skipped`);
    // Jest puts its own summary behind every reporter of ours, so the last line has to wait for the end.
    process.once('exit', () => process.stdout.write(`${line.join(', ')}\n`));
  }
};
