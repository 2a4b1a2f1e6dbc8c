// Writing rows.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/trace_files.hpp"

#include <fmt/format.h>

#include <iterator>

namespace escapement::app {
namespace {

using Row = fmt::memory_buffer;

// Adding zero turns a negative zero into a plain one.
void append_motion(Row& row, const Motion& motion) {
    fmt::format_to(std::back_inserter(row),
                   ",{:.6f},{:.6f},{:.3f}",
                   motion.position + 0.0,
                   motion.velocity + 0.0,
                   motion.acceleration + 0.0);
}

std::string motion_header(const std::string& name) {
    return fmt::format(",{0}_mm,{0}_mm_per_s,{0}_mm_per_s2", name);
}

}  // namespace

base::Result<TraceFiles> TraceFiles::create(const std::string& prefix) {
    auto path = OutputFile::create(prefix + "-path.csv");
    if (!path) return path.error();
    auto steps = OutputFile::create(prefix + "-steps.csv");
    if (!steps) return steps.error();
    return TraceFiles(std::move(*path), std::move(*steps));
}

void TraceFiles::begin(const std::vector<std::string>& steppers) {
    std::string header = "time_s";
    for (const char* name : {"x", "y", "z", "shaped_x", "shaped_y", "shaped_z", "e"})
        header += motion_header(name);
    for (const std::string& name : steppers) header += "," + name + "_mm";
    path_.write(header + "\n");
    steps_.write(std::string("time_s,stepper,direction,position_mm\n"));
}

void TraceFiles::write(const TraceSample& sample) {
    Row row;
    fmt::format_to(std::back_inserter(row), "{:.6f}", sample.time);
    for (const Motion& axis : sample.axes) append_motion(row, axis);
    for (const Motion& axis : sample.shaped) append_motion(row, axis);
    append_motion(row, sample.filament);
    for (const double position : sample.steppers)
        fmt::format_to(std::back_inserter(row), ",{:.6f}", position);
    row.push_back('\n');
    path_.write(std::string(row.data(), row.size()));
}

void TraceFiles::write(const std::string& stepper, const StepProbe::Step& step) {
    steps_.write(fmt::format(
        "{:.9f},{},{},{:.6f}\n", step.time, stepper, motion::sign(step.direction), step.position));
}

base::Result<void> TraceFiles::finish() {
    if (auto finished = path_.finish(); !finished) return finished;
    return steps_.finish();
}

base::Result<void> TraceFiles::commit() {
    if (auto committed = path_.commit(); !committed) return committed;
    return steps_.commit();
}

}  // namespace escapement::app
