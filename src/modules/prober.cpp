// Takes the probe out, goes down as often as is wanted, puts it away.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/prober.hpp"

#include <fmt/format.h>

#include <exception>
#include <vector>

#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;

constexpr std::size_t z_axis = 2;
constexpr const char* hint =
    "\nIf the probe did not move far enough to trigger, then\n"
    "consider reducing the Z axis minimum position so the probe\n"
    "can travel further (the Z minimum position can be negative).";

std::string scatter_text(const std::vector<ProbeResult>& found, base::Length tolerance) {
    std::string heights;
    for (const ProbeResult& each : found)
        heights += (heights.empty() ? "" : ", ") + fmt::format("{:.4f}", each.bed_z);
    return fmt::format(
        "Probe samples exceed samples_tolerance\nThey were at z = {}: {:.4f} mm apart, "
        "where {:.4f} are allowed.\nUsual causes: a probe or a carriage that is "
        "loose, dirt on the nozzle or the bed, or a probing speed that is too high.",
        heights,
        height_range(found),
        tolerance.value);
}

bool found_nothing(const CommandError& error) {
    return std::string_view(error.what()).find("No trigger on probe") != std::string_view::npos;
}

}  // namespace

// Whoever has the probe; destroyed in the middle, it is put away without waiting.
class Prober::Lent {
  public:
    explicit Lent(Prober& prober) : prober_(prober) {
        if (prober_.lent_)
            throw CommandError("The probe is in use already; wait until that has ended");
        prober_.lent_ = true;
        prober_.device_.begin();
    }
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    ~Lent() {
        prober_.lent_ = false;
        if (!ended_) prober_.device_.abandon();
    }
    void end() { ended_ = true; }

  private:
    Prober& prober_;
    bool ended_ = false;
};

printer::Toolhead& Prober::toolhead() {
    return context_.modules.the<ToolheadModule>().toolhead();
}

runtime::Task<> Prober::use(std::function<runtime::Task<>()> body) {
    Lent lent(*this);
    std::exception_ptr failure;
    try {
        co_await body();
    } catch (const CommandError&) {
        failure = std::current_exception();
    }
    try {
        co_await device_.end();
    } catch (const CommandError&) {
        if (!failure) failure = std::current_exception();
    }
    lent.end();
    if (failure) std::rethrow_exception(failure);
}

runtime::Task<> Prober::with_session(ProbeRequest request, Body body) {
    Session session(*this, options_.sampling(request));
    std::function<runtime::Task<>()> whole = [&] { return body(session); };
    auto task = use(std::move(whole));
    co_await task;
}

runtime::Task<ProbeResult> Prober::probe_once(ProbeRequest request) {
    Session session(*this, options_.sampling(request));
    std::optional<ProbeResult> found;
    std::function<runtime::Task<>()> whole = [&] { return probe_into(session, found); };
    auto task = use(std::move(whole));
    co_await task;
    co_return *found;
}

runtime::Task<> Prober::probe_into(Session& session, std::optional<ProbeResult>& found) {
    found = co_await session.probe();
}

runtime::Task<> Prober::lend(std::function<runtime::Task<>(const Descend&)> body) {
    const Descend descend = [this](base::Speed speed, bool first) { return home(speed, first); };
    std::function<runtime::Task<>()> whole = [&] { return body(descend); };
    auto task = use(std::move(whole));
    co_await task;
}

runtime::Task<base::Length> Prober::home(base::Speed speed, bool first) {
    const auto found = co_await sample({.speed = speed, .homing = true, .first = first});
    co_return base::Length{found.bed_z};
}

runtime::Task<ProbeResult> Prober::sample(ProbeDevice::Descent descent) {
    if (!toolhead().kinematics().homed()[z_axis]) throw CommandError("Must home before probe");
    ProbeResult found;
    try {
        found = co_await device_.descend(descent);
    } catch (const CommandError& error) {
        if (!found_nothing(error)) throw;
        throw CommandError(std::string(error.what()) + hint);
    }
    if (correction_) correction_(found);
    if (assumes_flat_bed_ && !descent.homing) found.bed_z = 0.0;
    if (!descent.homing)
        context_.console.info(fmt::format("probe: at {:.3f},{:.3f} bed will contact at z={:.6f}",
                                          found.bed_x,
                                          found.bed_y,
                                          found.bed_z));
    co_return found;
}

runtime::Task<ProbeResult> Prober::Session::probe() {
    const auto over = prober_.toolhead().position();
    std::vector<ProbeResult> found;
    int retries = 0;
    while (true) {
        found.push_back(co_await prober_.sample({.speed = sampling_.speed}));
        if (height_range(found) > sampling_.tolerance.value) {
            if (retries++ >= sampling_.retries)
                throw CommandError(scatter_text(found, sampling_.tolerance));
            prober_.context_.console.info("Probe samples exceed tolerance. Retrying...");
            found.clear();
        }
        if (found.size() >= static_cast<std::size_t>(sampling_.samples)) break;
        co_await lift(over);
    }
    co_return combined(std::move(found), sampling_.result);
}

// Probing may have bent the way down: back over the place.
runtime::Task<> Prober::Session::lift(const printer::Toolhead::Position& over) {
    auto& toolhead = prober_.toolhead();
    toolhead.manual_move(
        {over[0], over[1], toolhead.position()[z_axis] + sampling_.retract_distance},
        sampling_.lift_speed);
    co_await toolhead.wait_for_room();
}

}  // namespace escapement::modules
