// Probes places: several samples each, and what comes of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "modules/probe_device.hpp"
#include "modules/probe_options.hpp"
#include "printer/context.hpp"
#include "printer/endstops.hpp"
#include "printer/toolhead.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class Prober final : public printer::HomingProbe {
  public:
    // The device must outlive it.
    Prober(const ProbeOptions& options, ProbeDevice& device, printer::Context& context)
        : options_(options), device_(device), context_(context) {}
    Prober(const Prober&) = delete;
    Prober& operator=(const Prober&) = delete;

    const ProbeOptions& options() const { return options_; }
    ProbeDevice& device() { return device_; }

    // While the probe is out.
    class Session {
      public:
        Session(Prober& prober, ProbeSampling sampling)
            : prober_(prober), sampling_(std::move(sampling)) {}

        // The place below the probe.  Throws CommandError when nothing triggers, or samples lie
        // too far apart.
        runtime::Task<ProbeResult> probe();

      private:
        runtime::Task<> lift(const printer::Toolhead::Position& over);

        Prober& prober_;
        ProbeSampling sampling_;
    };
    using Body = std::function<runtime::Task<>(Session&)>;
    // The probe is out while `body` runs and is put away afterwards, also when it fails or its
    // task is destroyed.  Throws what `body` throws.
    runtime::Task<> with_session(ProbeRequest request, Body body);
    // The place below the probe, by itself.
    runtime::Task<ProbeResult> probe_once(ProbeRequest request);

    runtime::Task<> lend(std::function<runtime::Task<>(const Descend&)> body) override;
    runtime::Task<bool> query(base::PrintTime when) { return device_.query(when); }

    // Corrects what was found out.
    using Correction = std::function<void(ProbeResult&)>;
    void correct_by(Correction correction) { correction_ = std::move(correction); }
    // Nothing is probed really; wherever it looks, the bed is at zero.
    void assume_flat_bed() { assumes_flat_bed_ = true; }

  private:
    class Lent;

    runtime::Task<> use(std::function<runtime::Task<>()> body);
    runtime::Task<> probe_into(Session& session, std::optional<ProbeResult>& found);
    runtime::Task<ProbeResult> sample(ProbeDevice::Descent descent);
    runtime::Task<base::Length> home(base::Speed speed, bool first);
    printer::Toolhead& toolhead();

    const ProbeOptions options_;
    ProbeDevice& device_;
    printer::Context& context_;
    Correction correction_;
    bool assumes_flat_bed_ = false;
    bool lent_ = false;
};

}  // namespace escapement::modules
