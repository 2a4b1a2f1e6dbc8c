// Sets chips going, decodes what they measured, and brings them to rest.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/accelerometer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "printer/errors.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {
namespace {

using Step = chips::SensorStep;
using printer::CommandError;

// A sensor is looked at again once it may have measured so often.
constexpr double measurements_at_rest = 4.0;
// What is later than that does not come.
constexpr base::Seconds last_batch_time{1.0};
constexpr base::Seconds look_again{0.02};
constexpr const char* usual_cause =
    "This is generally indicative of connection problems\n(e.g. faulty wiring) or a faulty ";

std::string capitals(std::string_view name) {
    return base::upper_case(name);
}

[[noreturn]] void complain_of(const base::Error& error, const std::string& section) {
    throw CommandError("[" + section + "]: " + error.what);
}

}  // namespace

std::optional<ChipAxes> parse_axes_map(const std::vector<std::string>& words) {
    ChipAxes axes;
    if (words.size() != axes.size()) return std::nullopt;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const bool backwards = words[i].starts_with('-');
        const auto letter = std::string_view(words[i]).substr(backwards ? 1 : 0);
        const auto index =
            letter.size() == 1 ? std::string_view("xyz").find(letter) : std::string_view::npos;
        if (index == std::string_view::npos) return std::nullopt;
        axes[i] = {index, backwards ? -1.0 : 1.0};
    }
    return axes;
}

void check_axes_map(const std::vector<std::string>& words, printer::Complaints& complaints) {
    if (!parse_axes_map(words))
        complaints.add("axes_map",
                       "Invalid axes_map parameter; must be three of x, y, z, -x, -y and -z, "
                       "separated by commas");
}

void check_rate(std::string_view chip, int rate, printer::Complaints& complaints) {
    const auto* known = chips::find_accelerometer(chip);
    if (!known->find_rate(rate))
        complaints.add("rate",
                       fmt::format("Invalid rate parameter: {}; must be {}{}",
                                   rate,
                                   known->rates.size() > 1 ? "one of " : "",
                                   known->rate_list()));
}

Accelerometer::Accelerometer(Parts parts, printer::Context& context)
    : parts_(std::move(parts)), context_(context), chip_in_use_(context.executor) {}

Accelerometer::Recording::Recording(Accelerometer& owner, base::PrintTime begin)
    : owner_(owner),
      kept_(begin),
      overflows_before_(owner.measuring_ ? owner.overflows_ : 0),
      place_(owner.recordings_.insert(owner.recordings_.end(), this)) {}

Accelerometer::Recording::~Recording() {
    owner_.recordings_.erase(place_);
    if (owner_.recordings_.empty() && owner_.measuring_)
        owner_.context_.executor.spawn(owner_.end_if_unused(), [](std::exception_ptr) {});
}

runtime::Task<> Accelerometer::Recording::finish(base::PrintTime end) {
    kept_.end_at(end);
    const auto last =
        owner_.context_.executor.now() + runtime::Executor::to_duration(last_batch_time);
    while (owner_.handing_on_ && !kept_.complete() && owner_.context_.executor.now() < last)
        co_await owner_.context_.turns.wait(look_again);
    if (!owner_.failure_.empty()) throw CommandError(owner_.failure_);
}

std::string Accelerometer::Recording::complaint() const {
    return recording_complaint(owner_.name(), kept_.full(), owner_.overflows_ - overflows_before_);
}

runtime::Task<std::unique_ptr<Accelerometer::Recording>> Accelerometer::record(
    base::PrintTime begin) {
    auto recording = std::make_unique<Recording>(*this, begin);
    if (context_.offline) co_return recording;
    auto taking = chip_in_use_.take();
    const auto turn = co_await taking;
    if (!measuring_) {
        auto task = this->begin();
        co_await task;
    }
    co_return recording;
}

runtime::Task<> Accelerometer::begin() {
    failure_.clear();
    overflows_ = 0;
    auto waking = carry_out(parts_.chip.wake, true);
    co_await waking;
    auto checking = check_identity();
    co_await checking;
    measuring_ = true;  // what is begun is ended, even if it is not begun to its end
    auto starting = carry_out(parts_.chip.start, true);
    co_await starting;
    auto first_look = parts_.sensor->begin();
    const auto done = co_await first_look;
    if (!done) complain_of(done.error(), full_name());
    handing_on_ = true;
    context_.executor.spawn(hand_on(), [this](std::exception_ptr) { handing_on_ = false; });
}

runtime::Task<> Accelerometer::check_identity() {
    auto reading = read_register(parts_.chip.id_address);
    const auto id = co_await reading;
    const auto& known = parts_.chip.ids;
    if (std::find(known.begin(), known.end(), id) != known.end()) co_return;
    const std::string expected =
        known.size() == 1 ? fmt::format(" vs {:x}", known.front()) : std::string();
    throw CommandError(
        fmt::format("Invalid {} id (got {:x}{}).\n{}{} chip.",
                    parts_.chip.id_name.empty() ? parts_.chip.name : parts_.chip.id_name,
                    id,
                    expected,
                    usual_cause,
                    parts_.chip.name));
}

// With `reports` the board begins to fetch measurements where the steps say so, else it ends that.
runtime::Task<> Accelerometer::carry_out(std::vector<Step> steps, bool reports) {
    for (const Step& step : steps) {
        if (step.only_on && *step.only_on != parts_.registers->bus()) continue;
        auto task = carry_out_one(step, reports);
        co_await task;
    }
}

runtime::Task<> Accelerometer::carry_out_one(Step step, bool reports) {
    switch (step.kind) {
        case Step::Kind::write: {
            auto writing = parts_.registers->write(step.address, step.value);
            const auto done = co_await writing;
            if (!done) complain_of(done.error(), full_name());
            break;
        }
        case Step::Kind::write_checked: {
            auto writing = write_checked(step.address, step.value);
            co_await writing;
            break;
        }
        case Step::Kind::write_rate: {
            auto writing = write_checked(step.address, parts_.chip.find_rate(parts_.rate_hz)->code);
            co_await writing;
            break;
        }
        case Step::Kind::write_rate_unchecked: {
            auto writing =
                parts_.registers->write(step.address, parts_.chip.find_rate(parts_.rate_hz)->code);
            const auto done = co_await writing;
            if (!done) complain_of(done.error(), full_name());
            break;
        }
        case Step::Kind::read: {
            auto reading = read_register(step.address);
            co_await reading;
            break;
        }
        case Step::Kind::pause:
            co_await context_.executor.after(base::Seconds(step.value * 0.001));
            break;
        case Step::Kind::reports: {
            const base::Seconds rest(measurements_at_rest / parts_.rate_hz);
            const auto ticks = parts_.registers->mcu().clock().ticks(rest);
            parts_.sensor->report(reports ? ticks : base::Ticks32{});
            break;
        }
    }
}

runtime::Task<> Accelerometer::write_checked(std::uint8_t address, std::uint8_t value) {
    auto writing = parts_.registers->write(address, value);
    const auto done = co_await writing;
    if (!done) complain_of(done.error(), full_name());
    auto reading = read_register(address);
    const auto stored = co_await reading;
    if (stored != value)
        throw CommandError(
            fmt::format("Failed to set {} register [0x{:x}] to 0x{:x}: got 0x{:x}. This is "
                        "generally indicative of connection problems (e.g. faulty wiring) or a "
                        "faulty {} chip.",
                        capitals(parts_.chip.name),
                        address,
                        value,
                        stored,
                        parts_.chip.name));
}

runtime::Task<std::uint8_t> Accelerometer::read_register(std::uint8_t address) {
    auto reading = parts_.registers->read(address);
    const auto value = co_await reading;
    if (!value) complain_of(value.error(), full_name());
    co_return *value;
}

runtime::Task<> Accelerometer::write_register(std::uint8_t address, std::uint8_t value) {
    using Kind = Step::Kind;
    const Step step{parts_.chip.keeps(address) ? Kind::write_checked : Kind::write, address, value};
    auto writing = carry_out_one(step, false);
    co_await writing;
}

runtime::Task<> Accelerometer::hand_on() {
    while (measuring_) {
        co_await context_.executor.after(batch_interval);
        if (!measuring_) break;
        auto fetching = parts_.sensor->fetch();
        const auto batch = co_await fetching;
        if (!batch) {
            failure_ = "[" + full_name() + "]: " + batch.error().what;
            break;
        }
        overflows_ = batch->possible_overflows;
        distribute(*batch);
    }
}

// Numbers are as exact as files of them are; none is -0.
void Accelerometer::distribute(const mcu::BulkSensor::Batch& batch) {
    const auto exactly = [](double value) { return std::round(value * 1e6) / 1e6 + 0.0; };
    for (const auto& measured : batch.measurements) {
        const auto counts = parts_.chip.decode(measured.bytes);
        if (!counts) continue;
        Acceleration sample{.when = measured.when};
        for (std::size_t i = 0; i < sample.along.size(); ++i) {
            const auto [index, sign] = parts_.axes[i];
            sample.along[i] = exactly((*counts)[index] * sign * parts_.chip.scale[index]);
        }
        for (Recording* recording : recordings_) recording->kept_.add(sample);
    }
}

runtime::Task<> Accelerometer::end_if_unused() {
    auto taking = chip_in_use_.take();
    const auto turn = co_await taking;
    if (!measuring_ || !recordings_.empty()) co_return;
    measuring_ = false;
    while (handing_on_) co_await context_.executor.after(look_again);
    auto stopping = carry_out(parts_.chip.stop, false);
    co_await stopping;
    parts_.sensor->clear();
}

}  // namespace escapement::modules
