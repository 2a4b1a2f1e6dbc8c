// Every message, for those who go through all of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/adxl345.hpp"
#include "messages/analog_in.hpp"
#include "messages/buttons.hpp"
#include "messages/debug.hpp"
#include "messages/digital_out.hpp"
#include "messages/ds18b20.hpp"
#include "messages/endstop.hpp"
#include "messages/fifo_accelerometer.hpp"
#include "messages/hd44780.hpp"
#include "messages/i2c.hpp"
#include "messages/identify.hpp"
#include "messages/neopixel.hpp"
#include "messages/pulse_counter.hpp"
#include "messages/pwm_out.hpp"
#include "messages/sos_filter.hpp"
#include "messages/spi.hpp"
#include "messages/st7920.hpp"
#include "messages/stepper.hpp"
#include "messages/system.hpp"
#include "messages/thermocouple.hpp"
#include "messages/tmcuart.hpp"
#include "messages/trigger_analog.hpp"
#include "messages/trsync.hpp"

namespace escapement::messages {

using Commands = wire::MessageList<
    // identify
    Identify,
    // system
    GetUptime,
    GetClock,
    GetConfig,
    AllocateOids,
    FinalizeConfig,
    ConfigReset,
    EmergencyStop,
    ClearShutdown,
    Reset,
    // debug
    DebugNop,
    DebugPing,
    DebugRead,
    DebugWrite,
    // stepper
    ConfigStepper,
    QueueStep,
    SetNextStepDir,
    ResetStepClock,
    StepperGetPosition,
    StepperStopOnTrigger,
    // endstop
    ConfigEndstop,
    EndstopHome,
    EndstopQueryState,
    // trsync
    ConfigTrsync,
    TrsyncStart,
    TrsyncSetTimeout,
    TrsyncTrigger,
    // digital_out
    ConfigDigitalOut,
    SetDigitalOutPwmCycle,
    QueueDigitalOut,
    UpdateDigitalOut,
    SetDigitalOut,
    // pwm_out
    ConfigPwmOut,
    QueuePwmOut,
    SetPwmOut,
    // analog_in
    ConfigAnalogIn,
    QueryAnalogIn,
    // buttons
    ConfigButtons,
    ButtonsAdd,
    ButtonsQuery,
    ButtonsAck,
    // pulse_counter
    ConfigCounter,
    QueryCounter,
    // spi
    ConfigSpi,
    ConfigSpiWithoutCs,
    SpiSetBus,
    SpiSetSwBus,
    SpiTransfer,
    SpiSend,
    ConfigSpiShutdown,
    // i2c
    ConfigI2c,
    I2cSetBus,
    I2cSetSwBus,
    I2cTransfer,
    // tmcuart
    ConfigTmcuart,
    TmcuartSend,
    // neopixel
    ConfigNeopixel,
    NeopixelUpdate,
    NeopixelSend,
    // thermocouple
    ConfigThermocouple,
    QueryThermocouple,
    // ds18b20
    ConfigDs18b20,
    QueryDs18b20,
    // sos_filter
    ConfigSosFilter,
    SosFilterSetSection,
    SosFilterSetState,
    SosFilterSetOffsetScale,
    SosFilterSetActive,
    // trigger_analog
    ConfigTriggerAnalog,
    TriggerAnalogSetRawRange,
    TriggerAnalogSetTrigger,
    TriggerAnalogHome,
    TriggerAnalogQueryState,
    AnalogInAttachTriggerAnalog,
    // adxl345
    ConfigAdxl345,
    QueryAdxl345,
    QueryAdxl345Status,
    // fifo_accelerometer
    ConfigLis2dw,
    QueryLis2dw,
    QueryLis2dwStatus,
    ConfigMpu9250,
    QueryMpu9250,
    QueryMpu9250Status,
    ConfigIcm20948,
    QueryIcm20948,
    QueryIcm20948Status,
    ConfigBmi160,
    QueryBmi160,
    QueryBmi160Status,
    // hd44780
    ConfigHd44780,
    Hd44780SendCmds,
    Hd44780SendData,
    // st7920
    ConfigSt7920,
    St7920SendCmds,
    St7920SendData>;

using Responses = wire::MessageList<IdentifyResponse,
                                    Uptime,
                                    Clock,
                                    Stats,
                                    Starting,
                                    Config,
                                    Shutdown,
                                    IsShutdown,
                                    Pong,
                                    DebugResult,
                                    StepperPosition,
                                    EndstopState,
                                    TrsyncState,
                                    AnalogInState,
                                    ButtonsState,
                                    CounterState,
                                    SpiTransferResponse,
                                    I2cResponse,
                                    TmcuartResponse,
                                    NeopixelResult,
                                    ThermocoupleResult,
                                    Ds18b20Result,
                                    TriggerAnalogState,
                                    SensorBulkData,
                                    SensorBulkStatus>;

// What older firmware has in place of messages of the same name above.
using LegacyCommands = wire::MessageList<legacy::QueryAnalogIn>;
using LegacyResponses = wire::MessageList<legacy::AnalogInState>;

}  // namespace escapement::messages
