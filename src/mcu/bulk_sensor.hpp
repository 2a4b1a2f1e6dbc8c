// Measurements that a board gathers in large numbers, and when each was made.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "mcu/mcu.hpp"
#include "mcu/sample_clock.hpp"
#include "messages/adxl345.hpp"
#include "messages/types.hpp"
#include "runtime/task.hpp"

namespace escapement::mcu {

// The board's part of a sensor that measures at a steady pace.  Belongs to one thread; the
// microcontroller must outlive it.
class BulkSensor {
  public:
    struct Settings {
        CommandQueue queue;  // the chip's own, so that nothing overtakes what it is told
        std::size_t measurement_size = 6;  // bytes, at most max_size
        double catch_up = 640.0;           // see SampleClock
    };
    static constexpr std::size_t max_size = 6;
    struct Measurement {
        base::PrintTime when{};
        std::array<std::uint8_t, max_size> bytes{};
    };
    struct Batch {
        std::vector<Measurement> measurements;
        std::uint32_t possible_overflows = 0;  // since the start
    };

    // Before the microcontroller is configured.  `config` makes the sensor's message of its oid;
    // `Query` starts reports and ends them.  Fails if the firmware lacks a message.
    template <wire::Message Query, wire::Query Status, class MakeConfig>
    static base::Result<std::unique_ptr<BulkSensor>> make(Mcu& mcu,
                                                          const Settings& settings,
                                                          const MakeConfig& config);

    // The board begins to fetch measurements, looking for more `rest` after it found none; zero
    // ends that.
    void report(base::Ticks32 rest);
    // The first look at how far the sensor is.  Fails if the board does not answer.  Not offline.
    runtime::Task<base::Result<void>> begin();
    // What has come since the last call; nothing as long as its time cannot be known.  Fails if
    // the board does not answer.  Not offline.
    runtime::Task<base::Result<Batch>> fetch();
    // Forgets what has come.
    void clear() { reports_.clear(); }

  private:
    struct Report {
        std::uint16_t sequence;
        std::vector<std::uint8_t> data;
    };
    struct Parts {
        std::function<void(base::Ticks32)> query;
        std::function<runtime::Task<base::Result<messages::SensorBulkStatus>>()> ask;
    };
    // Nobody is that late in fetching: half a minute of the fastest sensor.
    static constexpr std::size_t most_reports = 20'000;

    BulkSensor(Mcu& mcu, const Settings& settings) : mcu_(mcu), settings_(settings) {}
    base::Result<void> listen(messages::Oid oid);
    void take(const messages::SensorBulkData& report);
    SampleClock::Sight sight_of(const messages::SensorBulkStatus& status);
    bool is_quick(base::Ticks32 duration);
    double per_report() const;
    void give_times(const SampleClock::Line& line, std::vector<Measurement>& to);

    Mcu& mcu_;
    Settings settings_;
    Parts parts_;
    Subscription subscription_;
    SampleClock clock_{settings_.catch_up};
    std::vector<Report> reports_;
    std::uint64_t sequence_ = 0;  // of the report that comes next
    std::uint32_t overflows_ = 0;
    std::uint64_t longest_question_ = 0;  // ticks
};

template <wire::Message Query, wire::Query Status, class MakeConfig>
base::Result<std::unique_ptr<BulkSensor>> BulkSensor::make(Mcu& mcu,
                                                           const Settings& settings,
                                                           const MakeConfig& config) {
    using Config = decltype(config(messages::Oid{}));
    auto configure = mcu.command<Config>(mcu.default_queue());
    if (!configure) return std::move(configure.error());
    auto query = mcu.command<Query>(settings.queue);
    if (!query) return std::move(query.error());
    const messages::Oid oid = mcu.configuration().create_oid();
    std::unique_ptr<BulkSensor> made(new BulkSensor(mcu, settings));
    mcu.configuration().add(configure->encode(config(oid)));
    mcu.configuration().add_restart(query->encode({oid, {}}));
    made->parts_ = {
        .query =
            [query = *query, oid](base::Ticks32 rest) {
                query.send({oid, rest});
            },
        .ask = [&mcu, oid, queue = settings.queue] { return mcu.query(Status{oid}, queue); }};
    if (auto done = made->listen(oid); !done) return std::move(done.error());
    return made;
}

}  // namespace escapement::mcu
