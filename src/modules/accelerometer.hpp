// A chip that measures accelerations: starting it, stopping it, and handing on what it measures.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. It measures as long as somebody has a recording under way.  The first recording sets the chip
//    going, and when the last one has ended it is brought to rest again.
// 2. Ten times a second the board is asked how far the sensor is, and what has come since gets its
//    times and goes to all recordings.
#pragma once

#include <array>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "chips/accelerometer.hpp"
#include "mcu/bulk_sensor.hpp"
#include "modules/acceleration_recording.hpp"
#include "modules/sensor_registers.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/section_name.hpp"
#include "runtime/mutex.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// From which of the chip's axes an axis of the printer is read, and whether it points backwards.
struct ChipAxis {
    std::size_t index = 0;
    double sign = 1.0;
};
using ChipAxes = std::array<ChipAxis, 3>;

// "-y, x, z" for x, y and z.  Nothing if the words are no axes, or not three.
std::optional<ChipAxes> parse_axes_map(const std::vector<std::string>& words);
// Complain about options that all accelerometers have.
void check_axes_map(const std::vector<std::string>& words, printer::Complaints& complaints);
void check_rate(std::string_view chip, int rate, printer::Complaints& complaints);

// Belongs to the main thread.
class Accelerometer {
  public:
    struct Parts {
        const chips::Accelerometer& chip;
        printer::SectionName section;
        ChipAxes axes{};
        int rate_hz = 0;
        std::unique_ptr<SensorRegisters> registers;
        std::unique_ptr<mcu::BulkSensor> sensor;
    };
    Accelerometer(Parts parts, printer::Context& context);
    Accelerometer(const Accelerometer&) = delete;
    Accelerometer& operator=(const Accelerometer&) = delete;
    ~Accelerometer() { measuring_ = false; }

    // Keeps what is measured from its making on, until it is destroyed.
    class Recording {
      public:
        Recording(Accelerometer& owner, base::PrintTime begin);
        Recording(const Recording&) = delete;
        Recording& operator=(const Recording&) = delete;
        ~Recording();

        // Waits until what was measured before `end` has come, or surely does not come any more.
        // Throws Interrupted.
        runtime::Task<> finish(base::PrintTime end);
        const std::vector<Acceleration>& samples() { return kept_.samples(); }
        // What is to be said about it besides: that it is not whole, or nothing.
        std::string complaint() const;

      private:
        friend class Accelerometer;
        Accelerometer& owner_;
        AccelerationRecording kept_;
        std::uint32_t overflows_before_;
        std::list<Recording*>::iterator place_;
    };
    // Offline nothing is measured.  Throws CommandError if the chip cannot be set going.
    runtime::Task<std::unique_ptr<Recording>> record(base::PrintTime begin);

    // For a recording that one command begins and another one ends; may be nothing.
    void put_by(std::unique_ptr<Recording> recording) { put_by_ = std::move(recording); }
    std::unique_ptr<Recording> take_put_by() { return std::move(put_by_); }
    bool has_put_by() const { return put_by_ != nullptr; }

    // "adxl345 hotend" and "hotend"; both the same where the section has no name of its own.
    const std::string& full_name() const { return parts_.section.full; }
    const std::string& name() const { return parts_.section.title; }
    const printer::SectionName& section() const { return parts_.section; }
    // "adxl345"
    std::string_view kind() const { return parts_.chip.name; }

    // One of the chip's registers.  Throw CommandError.  Not offline.
    runtime::Task<std::uint8_t> read_register(std::uint8_t address);
    runtime::Task<> write_register(std::uint8_t address, std::uint8_t value);

  private:
    // Two batches make up for deviations.
    static constexpr base::Seconds batch_interval{0.1};

    runtime::Task<> begin();
    runtime::Task<> carry_out(std::vector<chips::SensorStep> steps, bool reports);
    runtime::Task<> carry_out_one(chips::SensorStep step, bool reports);
    runtime::Task<> write_checked(std::uint8_t address, std::uint8_t value);
    runtime::Task<> check_identity();
    runtime::Task<> hand_on();
    runtime::Task<> end_if_unused();
    void distribute(const mcu::BulkSensor::Batch& batch);

    Parts parts_;
    printer::Context& context_;
    runtime::Mutex chip_in_use_;
    std::list<Recording*> recordings_;
    std::unique_ptr<Recording> put_by_;
    bool measuring_ = false;
    bool handing_on_ = false;
    std::string failure_;          // why there is nothing any more
    std::uint32_t overflows_ = 0;  // how often the chip's queue was full since it was set going
};

}  // namespace escapement::modules
