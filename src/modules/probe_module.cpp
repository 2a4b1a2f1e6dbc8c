// PROBE and its kin.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe_module.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "modules/configfile.hpp"
#include "modules/current_probe.hpp"
#include "modules/gcode_move.hpp"
#include "modules/manual_moves.hpp"
#include "modules/manual_probe.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

constexpr int usual_repetitions = 10;
// Above the bed after a probe, on the way to where the nozzle is to touch it.
constexpr base::Length clearance{5.0};

std::string accuracy_text(const std::vector<ProbeResult>& found) {
    const double average = combined(found, "average").bed_z;
    double squares = 0.0, highest = found.front().bed_z, lowest = highest;
    for (const ProbeResult& result : found) {
        squares += std::pow(result.bed_z - average, 2.0);
        highest = std::max(highest, result.bed_z);
        lowest = std::min(lowest, result.bed_z);
    }
    return fmt::format(
        "probe accuracy results: maximum {:.6f}, minimum {:.6f}, range {:.6f}, average {:.6f}, "
        "median {:.6f}, standard deviation {:.6f}",
        highest,
        lowest,
        highest - lowest,
        average,
        combined(found, "median").bed_z,
        std::sqrt(squares / static_cast<double>(found.size())));
}

}  // namespace

ProbeModule::ProbeModule(const printer::SectionName& section,
                         const ProbeOptions& options,
                         ProbeDevice& device,
                         printer::Context& context)
    : context_(context), prober_(options, device, context), status_{.name = section.full} {
    context.modules.the<CurrentProbe>().set(prober_, section);
}

printer::Toolhead& ProbeModule::toolhead() {
    return context_.modules.the<ToolheadModule>().toolhead();
}

runtime::Task<> ProbeModule::query() {
    const bool touches = co_await prober_.query(toolhead().last_move_time());
    status_.last_query = std::int64_t{touches ? 1 : 0};
    context_.console.info(std::string("probe: ") + (touches ? "TRIGGERED" : "open"));
}

runtime::Task<> ProbeModule::probe(const ProbeRequest& request) {
    auto probing = prober_.probe_once(request);
    const auto found = co_await probing;
    context_.console.info(fmt::format("Result: at {:.3f},{:.3f} estimate contact at z={:.6f}",
                                      found.bed_x,
                                      found.bed_y,
                                      found.bed_z));
    status_.last_probe_position = {found.bed_x, found.bed_y, found.bed_z, 0.0};
    status_.last_z_result = found.bed_z + prober_.options().z_offset;
}

runtime::Task<> ProbeModule::calibrate(const Calibrate& request) {
    auto& manual = context_.modules.the<ManualProbe>();
    manual.refuse_if_active();
    const auto sampling = prober_.options().sampling(request);
    auto probing = prober_.probe_once(request);
    const auto probed = co_await probing;
    auto& head = toolhead();
    head.manual_move(to_height(head.position()[2] + clearance), sampling.lift_speed);
    head.manual_move(to_place(probed.bed_x, probed.bed_y), sampling.speed);
    co_await head.wait_for_room();
    ManualProbe::Finish finish = [this, probed](std::optional<ProbeResult> touched) {
        return take_over(probed, touched);
    };
    manual.start(request.speed, std::move(finish));
}

runtime::Task<> ProbeModule::take_over(ProbeResult probed, std::optional<ProbeResult> touched) {
    if (touched) propose(prober_.options().z_offset - touched->bed_z + probed.bed_z);
    co_return;
}

void ProbeModule::propose(double z_offset) {
    const auto value = fmt::format("{:.3f}", z_offset);
    context_.console.info(status_.name + ": z_offset: " + value +
                          "\nThe SAVE_CONFIG command will update the printer config file\n"
                          "with the above and restart the printer.");
    context_.modules.the<Configfile>().set(status_.name, "z_offset", value);
}

runtime::Task<> ProbeModule::measure_accuracy(const ProbeRequest& request) {
    const int count = request.samples.value_or(usual_repetitions);
    const auto sampling = prober_.options().sampling(request);
    const auto start = toolhead().position();
    context_.console.info(fmt::format(
        "PROBE_ACCURACY at X:{:.3f} Y:{:.3f} Z:{:.3f} (samples={} retract={:.3f} speed={:.1f} "
        "lift_speed={:.1f})",
        start[0].value,
        start[1].value,
        start[2].value,
        count,
        sampling.retract_distance.value,
        sampling.speed.value,
        sampling.lift_speed.value));
    ProbeRequest once = request;
    once.samples = 1;
    std::vector<ProbeResult> found;
    Prober::Body body = [&](Prober::Session& session) {
        return repeat(session, sampling, count, found);
    };
    auto probing = prober_.with_session(once, std::move(body));
    co_await probing;
    context_.console.info(accuracy_text(found));
}

runtime::Task<> ProbeModule::repeat(Prober::Session& session,
                                    const ProbeSampling& sampling,
                                    int count,
                                    std::vector<ProbeResult>& found) {
    auto& head = toolhead();
    const auto start = head.position();
    while (count-- > 0) {
        found.push_back(co_await session.probe());
        head.manual_move({start[0], start[1], head.position()[2] + sampling.retract_distance},
                         sampling.lift_speed);
        co_await head.wait_for_room();
    }
}

void ProbeModule::apply_offset() {
    const double offset = context_.modules.the<GcodeMove>().state().homing_origin[2];
    if (offset == 0.0) return context_.console.info("Nothing to do: Z Offset is 0");
    propose(prober_.options().z_offset - offset);
}

}  // namespace escapement::modules
