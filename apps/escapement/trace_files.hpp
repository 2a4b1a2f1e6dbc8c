// A trace as two tables that spreadsheets and gnuplot read.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "escapement/output_file.hpp"
#include "escapement/step_probe.hpp"
#include "escapement/trace_samples.hpp"

namespace escapement::app {

// PREFIX-path.csv has a row for each sample, PREFIX-steps.csv one for each step.  Rows are written
// as they come; the files appear when they are complete.
class TraceFiles {
  public:
    static base::Result<TraceFiles> create(const std::string& prefix);

    // The first rows; the names of the steppers in the order in which samples have them.
    void begin(const std::vector<std::string>& steppers);
    void write(const TraceSample& sample);
    void write(const std::string& stepper, const StepProbe::Step& step);

    base::Result<void> finish();
    base::Result<void> commit();

  private:
    TraceFiles(OutputFile path, OutputFile steps)
        : path_(std::move(path)), steps_(std::move(steps)) {}

    OutputFile path_, steps_;
};

}  // namespace escapement::app
