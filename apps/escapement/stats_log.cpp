// Gathers the numbers of boards, toolhead, heaters and computer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/stats_log.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace escapement::app {
namespace {

constexpr base::Seconds interval{1.0};

std::string toolhead_stats(Host& host) {
    const auto& toolhead = host.toolhead();
    const base::Seconds ahead = toolhead.print_time() - toolhead.estimated_print_time();
    return fmt::format(" print_time={:.3f} buffer_time={:.3f} print_stall={}",
                       toolhead.print_time().time_since_epoch().count(),
                       std::max(ahead.count(), 0.0),
                       toolhead.stalls());
}

double number_in(const base::Value& status, std::string_view field) {
    const auto* value = status.find(field);
    const auto* number = value ? value->as<double>() : nullptr;
    return number ? *number : 0.0;
}

// The numbers under the names that logs have for them.
std::string computer_stats(const printer::Printer& printer) {
    const auto status = printer.status("system_stats");
    const auto* memory = status.find("memavail");
    return fmt::format(" sysload={:.2f} cputime={:.3f} memavail={}",
                       number_in(status, "sysload"),
                       number_in(status, "cputime"),
                       memory ? base::to_json(*memory) : "0");
}

std::string heater_stats(const printer::Printer& printer, const std::vector<std::string>& heaters) {
    std::string text;
    for (const std::string& name : heaters) {
        const auto status = printer.status(name);
        text += fmt::format(" {}: target={:.0f} temp={:.1f} pwm={:.3f}",
                            name.substr(name.rfind(' ') + 1),
                            number_in(status, "target"),
                            number_in(status, "temperature"),
                            number_in(status, "power"));
    }
    return text;
}

// What has a temperature and something to say about it.
std::vector<std::string> heaters_of(const printer::Printer& printer) {
    std::vector<std::string> names = printer.status_names();
    std::erase_if(names, [&](const std::string& name) {
        const auto status = printer.status(name);
        return !status.find("temperature") || !status.find("target");
    });
    return names;
}

}  // namespace

StatsLog::StatsLog(Host& host, const Journal& journal, std::function<std::uint64_t()> gcode_bytes)
    : host_(host),
      journal_(journal),
      gcode_bytes_(std::move(gcode_bytes)),
      timer_(host.executor(), [this] { write(); }) {
    if (journal_.has_file()) timer_.set_after(interval);
}

void StatsLog::write() {
    const auto state = host_.printer().state();
    if (state == printer::State::ready || state == printer::State::shut_down)
        journal_.record(line());
    timer_.set_after(interval, runtime::leisure);
}

// Looking at all there is each second would cost more than the rest of an idle printer.
std::string StatsLog::line() {
    if (!heaters_) heaters_ = heaters_of(host_.printer());
    const base::Seconds now = host_.executor().now().time_since_epoch();
    std::string text = fmt::format("Stats {:.1f}: gcodein={}", now.count(), gcode_bytes_());
    for (const auto& mcu : host_.mcus().all()) text += " " + mcu->name() + ": " + mcu->stats();
    return text + heater_stats(host_.printer(), *heaters_) + computer_stats(host_.printer()) +
           toolhead_stats(host_);
}

}  // namespace escapement::app
