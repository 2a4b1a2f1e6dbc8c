// The commands and the status of all probes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/prober.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// What [probe], [bltouch] and their kin are beyond their device.  Belongs to the main thread.
class ProbeModule {
  public:
    struct Status {
        std::string name;
        base::Value last_query = false;  // 0 or 1 once it was asked
        std::vector<double> last_probe_position{0.0, 0.0, 0.0, 0.0};
        double last_z_result = 0.0;
    };
    struct Calibrate : ProbeRequest {
        base::Speed speed{5.0};
    };

    ProbeModule(const printer::SectionName& section,
                const ProbeOptions& options,
                ProbeDevice& device,
                printer::Context& context);
    ProbeModule(const ProbeModule&) = delete;
    ProbeModule& operator=(const ProbeModule&) = delete;

    Prober& prober() { return prober_; }
    const Status& status() const { return status_; }

  protected:
    ~ProbeModule() = default;
    template <class Module>
    static void describe_commands(printer::Description<Module>& module);
    template <class Module>
    static void describe_status(printer::Description<Module>& module);

  private:
    runtime::Task<> query();
    runtime::Task<> probe(const ProbeRequest& request);
    runtime::Task<> calibrate(const Calibrate& request);
    runtime::Task<> measure_accuracy(const ProbeRequest& request);
    void apply_offset();

    runtime::Task<> repeat(Prober::Session& session,
                           const ProbeSampling& sampling,
                           int count,
                           std::vector<ProbeResult>& found);
    runtime::Task<> take_over(ProbeResult probed, std::optional<ProbeResult> touched);
    void propose(double z_offset);
    printer::Toolhead& toolhead();

    printer::Context& context_;
    Prober prober_;
    Status status_;
};

template <class Module>
void ProbeModule::describe_commands(printer::Description<Module>& module) {
    module.template command<&ProbeModule::query>("QUERY_PROBE", "Return the status of the z-probe");
    ProbeRequest::describe(module.template command<&ProbeModule::probe>(
        "PROBE", "Probe Z-height at current XY position"));
    auto calibrate = module.template command<&ProbeModule::calibrate>(
        "PROBE_CALIBRATE", "Calibrate the probe's z_offset");
    ProbeRequest::describe(calibrate);
    calibrate.template parameter<&Calibrate::speed>("Speed of TESTZ.").above(base::Speed{0.0});
    ProbeRequest::describe(module.template command<&ProbeModule::measure_accuracy>(
        "PROBE_ACCURACY", "Probe Z-height accuracy at current XY position"));
    module.template command<&ProbeModule::apply_offset>("Z_OFFSET_APPLY_PROBE",
                                                        "Adjust the probe's z_offset");
}

template <class Module>
void ProbeModule::describe_status(printer::Description<Module>& module) {
    module.template status<&Status::name>("The section of the probe.");
    module.template status<&Status::last_query>("What QUERY_PROBE found: whether it touches.");
    module
        .template status<&Status::last_probe_position>(
            "What PROBE found: x, y, z of the bed; e is 0.")
        .coordinate();
    module.template status<&Status::last_z_result>(
        "What PROBE found, as z of the machine when the probe triggers.");
}

}  // namespace escapement::modules
