// Temperature sensors that the host asks from time to time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "printer/context.hpp"
#include "printer/events.hpp"
#include "printer/temperature_source.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Begins when the printer is ready; offline never.  A measurement that fails several times in a
// row, or leaves the range, stops the printer.  Belongs to the main thread.
class PolledThermometer : public printer::TemperatureSource {
  public:
    struct Settings {
        std::string name;  // "LM75 'chamber'"
        base::Seconds interval{1.0};
        printer::TemperatureRange range;
        // What cannot be read is told, and the last temperature stands; else it stops the printer.
        bool may_fall_silent = false;
    };
    static constexpr int most_failures = 3;

    PolledThermometer(Settings settings,
                      printer::TemperatureListener listener,
                      printer::Context& context);

    base::Seconds report_interval() const override { return settings_.interval; }
    void bear_excursions(base::Seconds time) override { patience_ = time; }

  protected:
    printer::Context& context() const { return context_; }
    // What has to be done before the first measurement; may wait.
    virtual runtime::Task<base::Result<void>> prepare();
    // In degrees Celsius; may wait.
    virtual runtime::Task<base::Result<double>> measure() = 0;

  private:
    runtime::Task<> run();
    runtime::Task<base::Result<double>> measure_stubbornly();
    void stop(const std::string& why);
    void tell_of_silence(const std::string& why);

    bool is_borne(base::HostTime now, double celsius);

    Settings settings_;
    base::Seconds patience_{};
    bool silent_ = false;
    std::optional<base::HostTime> out_since_;
    printer::TemperatureListener listener_;
    printer::Context& context_;
    printer::Signal<printer::Ready>::Connection ready_;
};

}  // namespace escapement::modules
