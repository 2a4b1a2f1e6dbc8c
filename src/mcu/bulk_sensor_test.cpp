// Claims about measurements in large numbers: what the board is told, and when each was made.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/bulk_sensor.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_board.hpp"
#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using messages::QueryAdxl345;
using messages::QueryAdxl345Status;
using testing::BoardRig;
using testing::OfflineRig;

constexpr BulkSensor::Settings five_bytes{.measurement_size = 5, .catch_up = 640.0};

base::Result<std::unique_ptr<BulkSensor>> make_sensor(Mcu& mcu) {
    return BulkSensor::make<QueryAdxl345, QueryAdxl345Status>(
        mcu, five_bytes, [](messages::Oid oid) {
            return messages::ConfigAdxl345{oid, {7}};
        });
}

TEST(BulkSensor, is_configured_and_told_when_to_report) {
    OfflineRig rig;
    const auto sensor = make_sensor(rig.mcu);
    ASSERT_TRUE(sensor) << sensor.error().what;
    ASSERT_TRUE(rig.configure());
    EXPECT_EQ(rig.lines().at(1), "config_adxl345 oid=0 spi_oid=7");

    (*sensor)->report({1250});
    (*sensor)->report({});

    EXPECT_EQ(rig.lines(),
              (std::vector<std::string>{"query_adxl345 oid=0 rest_ticks=1250",
                                        "query_adxl345 oid=0 rest_ticks=0"}));
}

// A board at 1 MHz whose sensor measures every 500 us from one second on.
class SensorRig {
  public:
    SensorRig() {
        EXPECT_TRUE(rig_.identify());
        sensor_ = *make_sensor(rig_.mcu);
        const auto others = rig_.answer;
        const int question = *wire::command_id<QueryAdxl345Status>(dictionary_);
        rig_.answer = [this, others, question](const testing::Octets& payload) {
            wire::Reader in(payload);
            return wire::take_id(in) == question ? status() : others(payload);
        };
    }
    // The sensor has made so many measurements, most of which were reported.
    void measure_until(unsigned count) {
        measured_ = count;
        rig_.pass(base::Seconds(1.0 + count * 0.0005) -
                  base::Seconds(rig_.peer.now().time_since_epoch()));
    }
    void report(std::uint16_t sequence, std::vector<std::uint8_t> data) {
        const EncodedMessage message(*wire::response_id<messages::SensorBulkData>(dictionary_),
                                     messages::SensorBulkData{{0}, sequence, data});
        rig_.peer.say({message.bytes().begin(), message.bytes().end()});
        rig_.pass(base::Seconds(0.001));
    }
    void begin() {
        auto task = sensor_->begin();
        run(std::move(task), begun_);
        ASSERT_TRUE(begun_ && *begun_);
    }
    BulkSensor::Batch fetch() {
        std::optional<base::Result<BulkSensor::Batch>> batch;
        run(sensor_->fetch(), batch);
        EXPECT_TRUE(batch && *batch);
        return **std::move(batch);
    }

  private:
    template <class T>
    static runtime::Task<> keep(runtime::Task<T> task, std::optional<T>& result) {
        result = co_await task;
    }
    template <class T>
    void run(runtime::Task<T> task, std::optional<T>& result) {
        rig_.executor.spawn(keep(std::move(task), result), [](std::exception_ptr) {});
        rig_.pass(base::Seconds(0.01));
    }
    std::vector<testing::Octets> status() {
        const messages::SensorBulkStatus said{{0},
                                              {1'000'000 + 500 * measured_},
                                              {0},
                                              static_cast<std::uint16_t>(measured_ / 10),
                                              measured_ % 10 * 5,
                                              3};
        const EncodedMessage bytes(*wire::response_id<messages::SensorBulkStatus>(dictionary_),
                                   said);
        return {{bytes.bytes().begin(), bytes.bytes().end()}};
    }

    const wire::Dictionary dictionary_ = testing::usual_dictionary().build();
    BoardRig rig_{dictionary_};
    std::unique_ptr<BulkSensor> sensor_;
    std::optional<base::Result<void>> begun_;
    unsigned measured_ = 0;
};

TEST(BulkSensor, gives_each_measurement_its_time) {
    SensorRig rig;
    rig.begin();
    rig.measure_until(206);
    rig.report(19, std::vector<std::uint8_t>(50, 9));
    rig.report(20, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});

    const auto batch = rig.fetch();

    ASSERT_EQ(batch.measurements.size(), 12U);
    EXPECT_EQ(batch.possible_overflows, 3U);
    // The board counts what is there; half a measurement is under way, half on its way.
    EXPECT_NEAR(batch.measurements[10].when.time_since_epoch().count(), 1.0 + 199 * 0.0005, 1e-6);
    EXPECT_NEAR((batch.measurements[1].when - batch.measurements[0].when).count(), 0.0005, 1e-9);
    EXPECT_EQ(batch.measurements[11].bytes, (std::array<std::uint8_t, 6>{6, 7, 8, 9, 10, 0}));
}

TEST(BulkSensor, what_was_fetched_does_not_come_again) {
    SensorRig rig;
    rig.begin();
    rig.measure_until(30);
    rig.report(0, std::vector<std::uint8_t>(50, 1));
    EXPECT_EQ(rig.fetch().measurements.size(), 10U);

    rig.measure_until(60);

    EXPECT_TRUE(rig.fetch().measurements.empty());
}

}  // namespace
}  // namespace escapement::mcu
