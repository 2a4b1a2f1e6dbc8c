// The accelerometer ADXL345 on an SPI bus, and how measurements in large numbers are told.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct SensorBulkData {
    Oid oid;
    std::uint16_t sequence{};  // of the report; wraps
    wire::Bytes data;          // whole measurements, in the sensor's own form

    static constexpr wire::Schema<"sensor_bulk_data",
                                  &SensorBulkData::oid,
                                  &SensorBulkData::sequence,
                                  &SensorBulkData::data>
        schema{};
};

// From which the host works out when the measurements were made.
struct SensorBulkStatus {
    Oid oid;
    base::Clock32 clock;                 // when the sensor was asked
    base::Ticks32 query_ticks;           // how long that took
    std::uint16_t next_sequence{};       // of the next report
    std::uint32_t buffered{};            // bytes that are not reported yet, here and in the sensor
    std::uint16_t possible_overflows{};  // how often the sensor was full; wraps

    static constexpr wire::Schema<"sensor_bulk_status",
                                  &SensorBulkStatus::oid,
                                  &SensorBulkStatus::clock,
                                  &SensorBulkStatus::query_ticks,
                                  &SensorBulkStatus::next_sequence,
                                  &SensorBulkStatus::buffered,
                                  &SensorBulkStatus::possible_overflows>
        schema{};
};

struct ConfigAdxl345 {
    Oid oid;
    Oid spi_oid;

    static constexpr wire::Schema<"config_adxl345", &ConfigAdxl345::oid, &ConfigAdxl345::spi_oid>
        schema{};
};

// Starts fetching what the sensor measured.
struct QueryAdxl345 {
    Oid oid;
    base::Ticks32 rest_ticks;  // after the sensor was found empty; 0 stops

    static constexpr wire::Schema<"query_adxl345", &QueryAdxl345::oid, &QueryAdxl345::rest_ticks>
        schema{};
};

// Not answered if the sensor says nonsense.
struct QueryAdxl345Status {
    using Reply = SensorBulkStatus;
    Oid oid;

    static constexpr wire::Schema<"query_adxl345_status", &QueryAdxl345Status::oid> schema{};
};

}  // namespace escapement::messages
