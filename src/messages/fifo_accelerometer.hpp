// Accelerometers with a queue of their own, on SPI or I2C buses.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/time.hpp"
#include "messages/adxl345.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

enum class BusOidType : std::uint8_t { spi, i2c };
// The enumeration `bus_oid_type`, by number.
inline constexpr auto bus_oid_type_names = std::to_array<std::string_view>({"spi", "i2c"});

enum class LisChipType : std::uint8_t { lis2dw, lis3dh };
// The enumeration `lis_chip_type`, by number.
inline constexpr auto lis_chip_type_names = std::to_array<std::string_view>({"LIS2DW", "LIS3DH"});

struct ConfigLis2dw {
    Oid oid;
    Oid bus_oid;
    BusOidType bus_oid_type{};
    LisChipType lis_chip_type{};

    static constexpr wire::Schema<"config_lis2dw",
                                  &ConfigLis2dw::oid,
                                  &ConfigLis2dw::bus_oid,
                                  &ConfigLis2dw::bus_oid_type,
                                  &ConfigLis2dw::lis_chip_type>
        schema{};
};
// Each of these starts fetching what the sensor measured.  0 ticks stop; else it is looked at so
// much later again after it was found empty.
struct QueryLis2dw {
    Oid oid;
    base::Ticks32 rest_ticks;

    static constexpr wire::Schema<"query_lis2dw", &QueryLis2dw::oid, &QueryLis2dw::rest_ticks>
        schema{};
};
// These are not answered if the sensor does not answer.
struct QueryLis2dwStatus {
    using Reply = SensorBulkStatus;
    Oid oid;

    static constexpr wire::Schema<"query_lis2dw_status", &QueryLis2dwStatus::oid> schema{};
};

struct ConfigMpu9250 {
    Oid oid;
    Oid i2c_oid;

    static constexpr wire::Schema<"config_mpu9250", &ConfigMpu9250::oid, &ConfigMpu9250::i2c_oid>
        schema{};
};
struct QueryMpu9250 {
    Oid oid;
    base::Ticks32 rest_ticks;

    static constexpr wire::Schema<"query_mpu9250", &QueryMpu9250::oid, &QueryMpu9250::rest_ticks>
        schema{};
};
struct QueryMpu9250Status {
    using Reply = SensorBulkStatus;
    Oid oid;

    static constexpr wire::Schema<"query_mpu9250_status", &QueryMpu9250Status::oid> schema{};
};

struct ConfigIcm20948 {
    Oid oid;
    Oid i2c_oid;

    static constexpr wire::Schema<"config_icm20948", &ConfigIcm20948::oid, &ConfigIcm20948::i2c_oid>
        schema{};
};
struct QueryIcm20948 {
    Oid oid;
    base::Ticks32 rest_ticks;

    static constexpr wire::Schema<"query_icm20948", &QueryIcm20948::oid, &QueryIcm20948::rest_ticks>
        schema{};
};
struct QueryIcm20948Status {
    using Reply = SensorBulkStatus;
    Oid oid;

    static constexpr wire::Schema<"query_icm20948_status", &QueryIcm20948Status::oid> schema{};
};

struct ConfigBmi160 {
    Oid oid;
    Oid bus_oid;
    BusOidType bus_oid_type{};

    static constexpr wire::Schema<"config_bmi160",
                                  &ConfigBmi160::oid,
                                  &ConfigBmi160::bus_oid,
                                  &ConfigBmi160::bus_oid_type>
        schema{};
};
struct QueryBmi160 {
    Oid oid;
    base::Ticks32 rest_ticks;

    static constexpr wire::Schema<"query_bmi160", &QueryBmi160::oid, &QueryBmi160::rest_ticks>
        schema{};
};
struct QueryBmi160Status {
    using Reply = SensorBulkStatus;
    Oid oid;

    static constexpr wire::Schema<"query_bmi160_status", &QueryBmi160Status::oid> schema{};
};

}  // namespace escapement::messages
