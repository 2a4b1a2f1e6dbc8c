// A voltage that the microcontroller measures and reports by itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "base/result.hpp"
#include "base/time.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pin_spec.hpp"
#include "messages/analog_in.hpp"

namespace escapement::mcu {

// Belongs to one thread; the microcontroller must outlive it.
class AdcIn {
  public:
    struct Settings {
        PinSpec pin;
        base::Seconds report_time{0.300};
        base::Seconds sample_time{0.001};  // between the samples of a report
        int sample_count = 8;
        int batch = 1;  // reports that travel together, 1 to 24
        // The board shuts down after so many reports in a row outside of these; 0 for never.
        double min_value = 0.0;  // 0 to 1: the share of the highest reading
        double max_value = 1.0;
        int range_check_count = 0;
    };
    // When it was measured, and what: 0 to 1.
    using Callback = std::function<void(base::PrintTime, double)>;
    // Before the microcontroller is configured.  Fails if the pin is not known, the firmware
    // lacks the commands, or the settings are out of its reach.
    static base::Result<std::unique_ptr<AdcIn>> make(Mcu& mcu, const Settings& settings);

    void on_value(Callback callback) { callback_ = std::move(callback); }
    // From now on values are what this makes of the readings.
    void scale_by(std::function<double(double)> scale) { scale_ = std::move(scale); }
    // The latest value; zero at time zero before there is one.
    struct Reading {
        base::PrintTime when{};
        double value = 0.0;
    };
    const Reading& last() const { return last_; }
    // Until the microcontroller is configured.
    void set_range(double min_value, double max_value, int range_check_count);
    void set_range_check_count(int count);
    Mcu& mcu() const { return mcu_; }

  private:
    AdcIn(Mcu& mcu, const Settings& settings) : mcu_(mcu), settings_(settings) {}
    base::Result<void> configure(messages::PinNumber pin);
    base::Result<void> find_start();
    base::Result<void> listen();
    void build();
    messages::QueryAnalogIn start_message() const;
    void take(const messages::AnalogInState& state);
    void report(base::McuClock next, std::size_t back, unsigned value);

    Mcu& mcu_;
    Settings settings_;
    messages::Oid oid_{};
    double highest_reading_ = 1.0;  // of the sum of all samples of a report
    base::Ticks32 report_ticks_{};
    std::optional<Command<messages::QueryAnalogIn>> start_;
    std::optional<Command<messages::legacy::QueryAnalogIn>> legacy_start_;
    Callback callback_;
    std::function<double(double)> scale_;
    Reading last_;
    Subscription subscription_;
};

}  // namespace escapement::mcu
