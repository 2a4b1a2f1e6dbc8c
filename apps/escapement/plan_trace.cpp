// Passing a trace on to its files.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/plan_trace.hpp"

#include <fmt/format.h>

#include <utility>

namespace escapement::app {

base::Result<std::unique_ptr<PlanTrace>> PlanTrace::create(const Wish& wish) {
    auto files = TraceFiles::create(wish.prefix);
    if (!files) return files.error();
    std::optional<OutputFile> picture;
    if (!wish.plot.empty()) {
        auto file = OutputFile::create(wish.plot);
        if (!file) return file.error();
        picture.emplace(std::move(*file));
    }
    return std::unique_ptr<PlanTrace>(new PlanTrace(wish, std::move(*files), std::move(picture)));
}

PlanTrace::PlanTrace(const Wish& wish, TraceFiles files, std::optional<OutputFile> picture)
    : wish_(wish),
      files_(std::move(files)),
      picture_(std::move(picture)),
      plot_(wish.window),
      trace_(wish.window, *this) {}

void PlanTrace::begin(const std::vector<std::string>& steppers) {
    names_ = steppers;
    files_.begin(steppers);
    plot_.begin(steppers);
}

void PlanTrace::sample(const TraceSample& sample) {
    files_.write(sample);
    plot_.add(sample);
}

void PlanTrace::step(std::size_t stepper, const StepProbe::Step& step) {
    ++steps_;
    files_.write(names_[stepper], step);
    plot_.add(stepper, step);
}

base::Result<void> PlanTrace::finish(double print_time_s) {
    print_time_s_ = print_time_s;
    if (wish_.window.begin >= print_time_s)
        return base::Error{fmt::format("--trace {}:{}: the print ends at {:.3f} s, before T0",
                                       wish_.window.begin,
                                       wish_.window.end,
                                       print_time_s)};
    if (auto finished = files_.finish(); !finished) return finished;
    if (!picture_) return {};
    picture_->write(plot_.svg(wish_.title));
    return picture_->finish();
}

base::Result<void> PlanTrace::commit() {
    if (auto committed = files_.commit(); !committed) return committed;
    return picture_ ? picture_->commit() : base::Result<void>();
}

std::string PlanTrace::text() const {
    std::string out = fmt::format("  trace: {} samples in {}-path.csv, {} steps in {}-steps.csv",
                                  trace_.samples(),
                                  wish_.prefix,
                                  steps_,
                                  wish_.prefix);
    if (!wish_.plot.empty()) out += ", drawn in " + wish_.plot;
    if (wish_.window.end > print_time_s_)
        out += fmt::format("; the print ends at {:.3f} s, before T1", print_time_s_);
    return out + "\n";
}

base::Value PlanTrace::value() const {
    base::Value value;
    value["path"] = wish_.prefix + "-path.csv";
    value["steps"] = wish_.prefix + "-steps.csv";
    value["plot"] = wish_.plot.empty() ? base::Value() : base::Value(wish_.plot);
    value["sample_count"] = trace_.samples();
    value["step_count"] = steps_;
    return value;
}

}  // namespace escapement::app
