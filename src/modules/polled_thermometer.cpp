// Asking sensors, again and again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/polled_thermometer.hpp"

#include <fmt/format.h>

#include "mcu/mcu.hpp"
#include "printer/console.hpp"
#include "printer/mcus.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules {

PolledThermometer::PolledThermometer(Settings settings,
                                     printer::TemperatureListener listener,
                                     printer::Context& context)
    : settings_(std::move(settings)),
      listener_(std::move(listener)),
      context_(context),
      ready_(context.events.ready.connect([this](const auto&) {
          if (!context_.offline) context_.executor.spawn(run(), [](std::exception_ptr) {});
      })) {}

runtime::Task<base::Result<void>> PolledThermometer::prepare() {
    co_return base::Result<void>{};
}

runtime::Task<> PolledThermometer::run() {
    auto preparing = prepare();
    if (const auto prepared = co_await preparing; !prepared) co_return stop(prepared.error().what);
    const base::Seconds sooner = 0.25 * settings_.interval;
    while (true) {
        auto measuring = measure_stubbornly();
        const auto celsius = co_await measuring;
        if (!celsius && !settings_.may_fall_silent) co_return stop(celsius.error().what);
        tell_of_silence(celsius ? "" : celsius.error().what);
        if (!celsius) {
            co_await context_.executor.after(settings_.interval, sooner);
            continue;
        }
        const auto& range = settings_.range;
        if (!is_borne(context_.executor.now(), *celsius))
            co_return stop(fmt::format("temperature {:.1f} outside range of {:.1f}:{:.1f}",
                                       *celsius,
                                       range.lowest,
                                       range.highest));
        listener_(context_.mcus.main().estimated_print_time(), *celsius);
        co_await context_.executor.after(settings_.interval, sooner);
    }
}

// Within the range, or not outside of it for too long.
bool PolledThermometer::is_borne(base::HostTime now, double celsius) {
    if (celsius >= settings_.range.lowest && celsius <= settings_.range.highest) {
        out_since_.reset();
        return true;
    }
    if (!out_since_) out_since_ = now;
    return now - *out_since_ < runtime::Executor::to_duration(patience_);
}

// A single failure may be noise on the wires.
runtime::Task<base::Result<double>> PolledThermometer::measure_stubbornly() {
    for (int failures = 1;; ++failures) {
        auto measuring = measure();
        auto celsius = co_await measuring;
        if (celsius || failures == most_failures) co_return celsius;
        co_await context_.executor.after(settings_.interval);
    }
}

// Once when it begins, and once when it is over.
void PolledThermometer::tell_of_silence(const std::string& why) {
    if (why.empty() != silent_) return;
    silent_ = !why.empty();
    if (silent_)
        context_.console.error(settings_.name + ": " + why +
                               "; the last temperature stands until it can be read again");
    else
        context_.console.info(settings_.name + ": can be read again");
}

void PolledThermometer::stop(const std::string& why) {
    context_.shut_down(settings_.name + ": " + why);
}

}  // namespace escapement::modules
