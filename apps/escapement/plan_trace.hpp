// The files of a trace: tables, and a picture.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "escapement/output_file.hpp"
#include "escapement/trace.hpp"
#include "escapement/trace_files.hpp"
#include "escapement/trace_plot.hpp"

namespace escapement::app {

class PlanTrace final : public TraceSink {
  public:
    struct Wish {
        TimeWindow window;
        std::string prefix;  // of the tables
        std::string plot;    // empty: none
        std::string title;
    };
    static base::Result<std::unique_ptr<PlanTrace>> create(const Wish& wish);

    Trace& trace() { return trace_; }

    void begin(const std::vector<std::string>& steppers) override;
    void sample(const TraceSample& sample) override;
    void step(std::size_t stepper, const StepProbe::Step& step) override;

    // The files get their names only by commit(); finish() before any of them is committed.  Fails
    // if the print ended before the window.
    base::Result<void> finish(double print_time_s);
    base::Result<void> commit();
    // What was written, in a line, and as a value.
    std::string text() const;
    base::Value value() const;

  private:
    PlanTrace(const Wish& wish, TraceFiles files, std::optional<OutputFile> picture);

    Wish wish_;
    TraceFiles files_;
    std::optional<OutputFile> picture_;
    TracePlot plot_;
    Trace trace_;
    std::vector<std::string> names_;
    std::uint64_t steps_ = 0;
    double print_time_s_ = 0.0;
};

}  // namespace escapement::app
