// Swinging a heater, and keeping what was found for SAVE_CONFIG.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/pid_calibrate.hpp"

#include <fmt/format.h>

#include <fstream>
#include <memory>

#include "base/names.hpp"
#include "modules/configfile.hpp"
#include "modules/heaters.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/heater.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

using printer::RelayTuning;

// The heater has another control as long as this lives; then it is off.
class Borrowed {
  public:
    Borrowed(printer::Heater& heater, std::unique_ptr<RelayTuning> tuning)
        : heater_(heater), tuning_(*tuning), usual_(heater.set_control(std::move(tuning))) {}
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    ~Borrowed() {
        heater_.alter_target(0.0);
        heater_.set_control(std::move(usual_));
    }
    const RelayTuning& tuning() const { return tuning_; }

  private:
    printer::Heater& heater_;
    const RelayTuning& tuning_;  // the heater owns it
    std::unique_ptr<printer::HeaterControl> usual_;
};

}  // namespace

void PidCalibrate::describe(printer::Description<PidCalibrate>& module) {
    module.section("pid_calibrate").always().doc("Finds the gains of heaters.");

    auto calibrate =
        module.command<&PidCalibrate::calibrate>("PID_CALIBRATE", "Run PID calibration test");
    calibrate.parameter<&Calibrate::heater>("Which heater.").required();
    calibrate.parameter<&Calibrate::target>("Degrees Celsius around which it is tested.")
        .required();
    calibrate.parameter<&Calibrate::write_file>(
        "1: the measurements are written into /tmp/heattest.txt.");
}

runtime::Task<> PidCalibrate::calibrate(const Calibrate& request) {
    auto& heaters = context_.modules.the<Heaters>();
    printer::Heater* heater = heaters.find(request.heater);
    if (!heater)
        throw printer::CommandError("Unknown heater '" + request.heater + "'" +
                                    base::did_you_mean(request.heater, heaters.names()));
    heaters.set_target(*heater, request.target);
    if (context_.offline) {
        heater->alter_target(0.0);
        co_return;
    }
    const Borrowed borrowed(*heater,
                            std::make_unique<RelayTuning>(
                                request.target, heater->max_power(), [heater](double celsius) {
                                    heater->alter_target(celsius);
                                }));
    auto waiting = heaters.wait_for(*heater);
    co_await waiting;
    const RelayTuning& tuning = borrowed.tuning();
    if (request.write_file != 0) write_file(tuning);
    if (tuning.is_settling(0.0, 0.0)) throw printer::CommandError("pid_calibrate interrupted");
    report(heaters.section_of(*heater), tuning.gains());
}

void PidCalibrate::report(const std::string& section, const RelayTuning::Gains& gains) {
    const auto text = [](double number) { return fmt::format("{:.3f}", number); };
    context_.console.info(
        fmt::format("PID parameters: pid_Kp={:.3f} pid_Ki={:.3f} pid_Kd={:.3f}\n"
                    "The SAVE_CONFIG command will update the printer config file\n"
                    "with these parameters and restart the printer.",
                    gains.kp,
                    gains.ki,
                    gains.kd));
    auto& saved = context_.modules.the<Configfile>();
    saved.set(section, "control", "pid");
    saved.set(section, "pid_kp", text(gains.kp));
    saved.set(section, "pid_ki", text(gains.ki));
    saved.set(section, "pid_kd", text(gains.kd));
}

void PidCalibrate::write_file(const RelayTuning& tuning) {
    std::ofstream file("/tmp/heattest.txt");
    for (const auto& [when, duty] : tuning.duties())
        file << fmt::format("pwm: {:.3f} {:.3f}\n", when.time_since_epoch().count(), duty);
    for (const auto& [when, celsius] : tuning.temperatures())
        file << fmt::format("{:.3f} {:.3f}\n", when.time_since_epoch().count(), celsius);
}

}  // namespace escapement::modules
