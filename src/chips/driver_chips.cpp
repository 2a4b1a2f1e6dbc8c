// Registers, fields and presets of each chip.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/driver_chips.hpp"

#include <algorithm>
#include <array>

namespace escapement::chips {
namespace {

using Registers = std::vector<DriverChip::RegisterText>;

// What several chips have alike.
const Registers& thresholds() {
    static const Registers list{
        {"TPOWERDOWN", 0x11, "tpowerdown 0-7"},
        {"TSTEP", 0x12, "tstep 0-19"},
        {"TPWMTHRS", 0x13, "tpwmthrs 0-19"},
    };
    return list;
}

const Registers& stall_thresholds() {
    static const Registers list{
        {"TCOOLTHRS", 0x14, "tcoolthrs 0-19"},
        {"THIGH", 0x15, "thigh 0-19"},
    };
    return list;
}

const Registers& microstep_position() {
    static const Registers list{
        {"MSCNT", 0x6a, "mscnt 0-9"},
        {"MSCURACT", 0x6b, "cur_a 0-8 signed, cur_b 16-24 signed"},
    };
    return list;
}

// The form of the current's wave.
const Registers& wave() {
    static const Registers list{
        {"MSLUT0", 0x60, "mslut0 0-31"},
        {"MSLUT1", 0x61, "mslut1 0-31"},
        {"MSLUT2", 0x62, "mslut2 0-31"},
        {"MSLUT3", 0x63, "mslut3 0-31"},
        {"MSLUT4", 0x64, "mslut4 0-31"},
        {"MSLUT5", 0x65, "mslut5 0-31"},
        {"MSLUT6", 0x66, "mslut6 0-31"},
        {"MSLUT7", 0x67, "mslut7 0-31"},
        {"MSLUTSEL", 0x68, "w0 0-1, w1 2-3, w2 4-5, w3 6-7, x1 8-15, x2 16-23, x3 24-31"},
    };
    return list;
}
constexpr std::string_view wave_presets =
    "mslut0 2863314260, mslut1 1251300522, mslut2 608774441, mslut3 269500962, "
    "mslut4 4227858431, mslut5 3048961917, mslut6 1227445590, mslut7 4211234, "
    "w0 2, w1 1, w2 1, w3 1, x1 128, x2 255, x3 255, start_sin 0, start_sin90 247";

constexpr std::string_view coolconf =
    "semin 0-3, seup 5-6, semax 8-11, sedn 13-14, seimin 15, sgt 16-22 signed, sfilt 24";
constexpr std::string_view gstat = "reset 0, drv_err 1, uv_cp 2";
constexpr std::string_view currents = "ihold 0-4, irun 8-12, iholddelay 16-19";
constexpr std::string_view pwmconf =
    "pwm_ofs 0-7, pwm_grad 8-15, pwm_freq 16-17, pwm_autoscale 18, pwm_autograd 19, "
    "freewheel 20-21, pwm_reg 24-27, pwm_lim 28-31";
constexpr std::string_view pwm_auto = "pwm_ofs_auto 0-7, pwm_grad_auto 16-23";
constexpr std::string_view pwm_scale = "pwm_scale_sum 0-7, pwm_scale_auto 16-24 signed";
// Of the TMC2240 and the TMC5160.
constexpr std::string_view large_chopconf =
    "toff 0-3, hstrt 4-6, hend 7-10, fd3 11, disfdcc 12, chm 14, tbl 15-16, vhighfs 18, "
    "vhighchm 19, tpfd 20-23, mres 24-27, intpol 28, dedge 29, diss2g 30, diss2vs 31";
constexpr std::string_view large_status =
    "sg_result 0-9, s2vsa 12, s2vsb 13, stealth 14, fsactive 15, cs_actual 16-20, stallguard 24, "
    "ot 25, otpw 26, s2ga 27, s2gb 28, ola 29, olb 30, stst 31";

// The TMC2208's, most of which the TMC2209 has as well.
const Registers& small_chip() {
    static const Registers list{
        {"GCONF",
         0x00,
         "i_scale_analog 0, internal_rsense 1, en_spreadcycle 2, shaft 3, index_otpw 4, "
         "index_step 5, pdn_disable 6, mstep_reg_select 7, multistep_filt 8, test_mode 9"},
        {"GSTAT", 0x01, gstat},
        {"IFCNT", 0x02, "ifcnt 0-7"},
        {"SLAVECONF", 0x03, "senddelay 8-11"},
        {"OTP_PROG", 0x04, "otpbit 0-2, otpbyte 4-5, otpmagic 8-15"},
        {"OTP_READ",
         0x05,
         "otp_fclktrim 0-4, otp_ottrim 5, otp_internalrsense 6, otp_tbl 7, otp_pwm_grad 8-11, "
         "otp_pwm_autograd 12, otp_tpwmthrs 13-15, otp_pwm_ofs 16, otp_pwm_reg 17, "
         "otp_pwm_freq 18, otp_iholddelay 19-20, otp_ihold 21-22, otp_en_spreadcycle 23"},
        {"FACTORY_CONF", 0x07, "fclktrim 0-4, ottrim 8-9"},
        {"IHOLD_IRUN", 0x10, currents},
        {"VACTUAL", 0x22, "vactual 0-23"},
        {"CHOPCONF",
         0x6c,
         "toff 0-3, hstrt 4-6, hend 7-10, tbl 15-16, vsense 17, mres 24-27, intpol 28, dedge 29, "
         "diss2g 30, diss2vs 31"},
        {"DRV_STATUS",
         0x6f,
         "otpw 0, ot 1, s2ga 2, s2gb 3, s2vsa 4, s2vsb 5, ola 6, olb 7, t120 8, t143 9, t150 10, "
         "t157 11, cs_actual 16-20, stealth 30, stst 31"},
        {"PWMCONF", 0x70, pwmconf},
        {"PWM_SCALE", 0x71, pwm_scale},
        {"PWM_AUTO", 0x72, pwm_auto},
    };
    return list;
}

}  // namespace

const DriverChip& tmc2130() {
    static const DriverChip chip({
        .name = "tmc2130",
        .clock_hz = 13.2e6,
        .wire = DriverWire::spi,
        .current = CurrentKind::sense_range,
        .uart_addresses = 0,
        .registers =
            {{{"GCONF",
               0x00,
               "i_scale_analog 0, internal_rsense 1, en_pwm_mode 2, enc_commutation 3, shaft 4, "
               "diag0_error 5, diag0_otpw 6, diag0_stall 7, diag1_stall 8, diag1_index 9, "
               "diag1_onstate 10, diag1_steps_skipped 11, diag0_int_pushpull 12, "
               "diag1_pushpull 13, small_hysteresis 14, stop_enable 15, direct_mode 16, "
               "test_mode 17"},
              {"GSTAT", 0x01, gstat},
              {"IOIN",
               0x04,
               "step 0, dir 1, dcen_cfg4 2, dcin_cfg5 3, drv_enn_cfg6 4, dco 5, version 24-31"},
              {"IHOLD_IRUN", 0x10, currents},
              {"XDIRECT", 0x2d, ""},
              {"MSLUTSTART", 0x69, "start_sin 0-7, start_sin90 16-23"},
              {"CHOPCONF",
               0x6c,
               "toff 0-3, hstrt 4-6, hend 7-10, fd3 11, disfdcc 12, rndtf 13, chm 14, tbl 15-16, "
               "vsense 17, vhighfs 18, vhighchm 19, sync 20-23, mres 24-27, intpol 28, dedge 29, "
               "diss2g 30"},
              {"COOLCONF", 0x6d, coolconf},
              {"DRV_STATUS",
               0x6f,
               "sg_result 0-9, fsactive 15, cs_actual 16-20, stallguard 24, ot 25, otpw 26, "
               "s2ga 27, s2gb 28, ola 29, olb 30, stst 31"},
              {"PWMCONF",
               0x70,
               "pwm_ampl 0-7, pwm_grad 8-15, pwm_freq 16-17, pwm_autoscale 18, "
               "pwm_symmetric 19, freewheel 20-21"},
              {"PWM_SCALE", 0x71, "pwm_scale 0-7"},
              {"LOST_STEPS", 0x73, "lost_steps 0-19"}},
             thresholds(),
             stall_thresholds(),
             wave(),
             microstep_position()},
        .readable = "GCONF GSTAT IOIN TSTEP XDIRECT MSCNT MSCURACT CHOPCONF DRV_STATUS PWM_SCALE "
                    "LOST_STEPS",
        .early_presets = std::string(wave_presets),
        .presets = "toff 4, hstrt 0, hend 7, tbl 1, vhighfs 0, vhighchm 0, semin 0, seup 0, "
                   "semax 0, sedn 0, seimin 0, sgt 0, sfilt 0, iholddelay 8, pwm_ampl 128, "
                   "pwm_grad 4, pwm_freq 1, pwm_autoscale 1, freewheel 0, tpowerdown 0",
    });
    return chip;
}

const DriverChip& tmc2208() {
    static const DriverChip chip({
        .name = "tmc2208",
        .clock_hz = 12.0e6,
        .wire = DriverWire::uart,
        .current = CurrentKind::sense_range,
        .uart_addresses = 1,
        .registers = {small_chip(),
                      thresholds(),
                      microstep_position(),
                      {{"IOIN", 0x06, ""},
                       {"IOIN@TMC222x",
                        0x06,
                        "pdn_uart 1, spread 2, dir 3, enn 4, step 5, ms1 6, ms2 7, sel_a 8, "
                        "version 24-31"},
                       {"IOIN@TMC220x",
                        0x06,
                        "enn 0, ms1 2, ms2 3, diag 4, pdn_uart 6, step 7, sel_a 8, dir 9, "
                        "version 24-31"}}},
        .readable = "GCONF GSTAT IFCNT OTP_READ IOIN FACTORY_CONF TSTEP MSCNT MSCURACT CHOPCONF "
                    "DRV_STATUS PWMCONF PWM_SCALE PWM_AUTO",
        .early_presets = "",
        .presets = "multistep_filt 1, toff 3, hstrt 5, hend 0, tbl 2, iholddelay 8, pwm_ofs 36, "
                   "pwm_grad 14, pwm_freq 1, pwm_autoscale 1, pwm_autograd 1, freewheel 0, "
                   "pwm_reg 8, pwm_lim 12, tpowerdown 20",
    });
    return chip;
}

const DriverChip& tmc2209() {
    static const DriverChip chip({
        .name = "tmc2209",
        .clock_hz = 12.0e6,
        .wire = DriverWire::uart,
        .current = CurrentKind::sense_range,
        .uart_addresses = 4,
        .registers = {small_chip(),
                      thresholds(),
                      microstep_position(),
                      {{"TCOOLTHRS", 0x14, "tcoolthrs 0-19"},
                       {"COOLCONF", 0x42, "semin 0-3, seup 5-6, semax 8-11, sedn 13-14, seimin 15"},
                       {"IOIN",
                        0x06,
                        "enn 0, ms1 2, ms2 3, diag 4, pdn_uart 6, step 7, spread_en 8, dir 9, "
                        "version 24-31"},
                       {"SGTHRS", 0x40, "sgthrs 0-7"},
                       {"SG_RESULT", 0x41, "sg_result 0-9"}}},
        .readable = "GCONF GSTAT IFCNT OTP_READ IOIN FACTORY_CONF TSTEP MSCNT MSCURACT CHOPCONF "
                    "DRV_STATUS PWMCONF PWM_SCALE PWM_AUTO SG_RESULT",
        .early_presets = "",
        .presets = "multistep_filt 1, toff 3, hstrt 5, hend 0, tbl 2, semin 0, seup 0, semax 0, "
                   "sedn 0, seimin 0, iholddelay 8, pwm_ofs 36, pwm_grad 14, pwm_freq 1, "
                   "pwm_autoscale 1, pwm_autograd 1, freewheel 0, pwm_reg 8, pwm_lim 12, "
                   "tpowerdown 20, sgthrs 0",
    });
    return chip;
}

const DriverChip& tmc2240() {
    static const DriverChip chip({
        .name = "tmc2240",
        .clock_hz = 12.5e6,
        .wire = DriverWire::uart_or_spi,
        .current = CurrentKind::scaled_reference,
        .uart_addresses = 8,
        .registers =
            {{{"GCONF",
               0x00,
               "faststandstill 1, en_pwm_mode 2, multistep_filt 3, shaft 4, diag0_error 5, "
               "diag0_otpw 6, diag0_stall 7, diag1_stall 8, diag1_index 9, diag1_onstate 10, "
               "diag0_pushpull 12, diag1_pushpull 13, small_hysteresis 14, stop_enable 15, "
               "direct_mode 16"},
              {"GSTAT", 0x01, "reset 0, drv_err 1, uv_cp 2, register_reset 3, vm_uvlo 4"},
              {"IFCNT", 0x02, ""},
              {"IOIN",
               0x04,
               "step 0, dir 1, encb 2, enca 3, drv_enn 4, encn 5, uart_en 6, comp_a 8, comp_b 9, "
               "comp_a1_a2 10, comp_b1_b2 11, output 12, ext_res_det 13, ext_clk 14, adc_err 15, "
               "silicon_rv 16-18, version 24-31"},
              {"DRV_CONF", 0x0a, "current_range 0-1, slope_control 4-5"},
              {"GLOBALSCALER", 0x0b, "globalscaler 0-7"},
              {"IHOLD_IRUN", 0x10, "ihold 0-4, irun 8-12, iholddelay 16-19, irundelay 24-27"},
              {"ADC_VSUPPLY_AIN", 0x50, "adc_vsupply 0-12, adc_ain 16-28"},
              {"ADC_TEMP", 0x51, "adc_temp 0-12"},
              {"OTW_OV_VTH", 0x52, "overvoltage_vth 0-12, overtempprewarning_vth 16-28"},
              {"MSLUTSTART", 0x69, "start_sin 0-7, start_sin90 16-23, offset_sin90 24-31 signed"},
              {"CHOPCONF", 0x6c, large_chopconf},
              {"COOLCONF", 0x6d, coolconf},
              {"DRV_STATUS", 0x6f, large_status},
              {"PWMCONF",
               0x70,
               "pwm_ofs 0-7, pwm_grad 8-15, pwm_freq 16-17, pwm_autoscale 18, pwm_autograd 19, "
               "freewheel 20-21, pwm_meas_sd_enable 22, pwm_dis_reg_stst 23, pwm_reg 24-27, "
               "pwm_lim 28-31"},
              {"PWM_SCALE", 0x71, "pwm_scale_sum 0-9, pwm_scale_auto 16-24 signed"},
              {"PWM_AUTO", 0x72, pwm_auto},
              {"SG4_THRS", 0x74, "sg4_thrs 0-7, sg4_filt_en 8, sg4_angle_offset 9"},
              {"SG4_RESULT", 0x75, "sg4_result 0-9"},
              {"SG4_IND", 0x76, "sg4_ind_0 0-7, sg4_ind_1 8-15, sg4_ind_2 16-23, sg4_ind_3 24-31"}},
             thresholds(),
             stall_thresholds(),
             wave(),
             microstep_position()},
        .readable = "GCONF GSTAT IOIN DRV_CONF GLOBALSCALER IHOLD_IRUN TPOWERDOWN TSTEP TPWMTHRS "
                    "TCOOLTHRS THIGH ADC_VSUPPLY_AIN ADC_TEMP OTW_OV_VTH MSCNT MSCURACT CHOPCONF "
                    "COOLCONF DRV_STATUS PWMCONF PWM_SCALE PWM_AUTO SG4_THRS SG4_RESULT SG4_IND",
        .early_presets = std::string(wave_presets) + ", offset_sin90 0",
        .presets = "multistep_filt 1, toff 3, hstrt 5, hend 2, fd3 0, disfdcc 0, chm 0, tbl 2, "
                   "vhighfs 0, vhighchm 0, tpfd 4, diss2g 0, diss2vs 0, semin 0, seup 0, semax 0, "
                   "sedn 0, seimin 0, sgt 0, sfilt 0, iholddelay 6, irundelay 4, pwm_ofs 29, "
                   "pwm_grad 0, pwm_freq 0, pwm_autoscale 1, pwm_autograd 1, freewheel 0, "
                   "pwm_reg 4, pwm_lim 12, tpowerdown 10, sg4_thrs 0, sg4_angle_offset 1, "
                   "slope_control 0",
    });
    return chip;
}

// Its addresses are the upper bits of a message of 20; what it answers depends on two bits that
// stand in for the addresses of registers to be read.
const DriverChip& tmc2660() {
    static const DriverChip chip({
        .name = "tmc2660",
        .clock_hz = 0.0,
        .wire = DriverWire::spi_of_2660,
        .current = CurrentKind::sense_range_of_2660,
        .uart_addresses = 0,
        .registers =
            {{{"DRVCTRL", 0x0, "mres 0-3, dedge 8, intpol 9"},
              {"CHOPCONF",
               0x8,
               "toff 0-3, hstrt 4-6, hend 7-10, hdec 11-12, rndtf 13, chm 14, tbl 15-16"},
              {"SMARTEN", 0xa, "semin 0-3, seup 5-6, semax 8-11, sedn 13-14, seimin 15"},
              {"SGCSCONF", 0xc, "cs 0-4, sgt 8-14 signed, sfilt 16"},
              {"DRVCONF",
               0xe,
               "rdsel 4-5, vsense 6, sdoff 7, ts2g 8-9, diss2g 10, slpl 12-13, slph 14-15, "
               "tst 16"},
              {"READRSP@RDSEL0",
               0,
               "stallguard 4, ot 5, otpw 6, s2ga 7, s2gb 8, ola 9, olb 10, stst 11, mstep 14-23"},
              {"READRSP@RDSEL1",
               1,
               "stallguard 4, ot 5, otpw 6, s2ga 7, s2gb 8, ola 9, olb 10, stst 11, "
               "sg_result 14-23"},
              {"READRSP@RDSEL2",
               2,
               "stallguard 4, ot 5, otpw 6, s2ga 7, s2gb 8, ola 9, olb 10, stst 11, se 14-18, "
               "sg_result@rdsel2 19-23"}}},
        .readable = "READRSP@RDSEL0 READRSP@RDSEL1 READRSP@RDSEL2",
        .early_presets = "",
        .presets = "tbl 2, rndtf 0, hdec 0, chm 0, hend 3, hstrt 3, toff 4, seimin 0, sedn 0, "
                   "semax 0, seup 0, semin 0, sfilt 0, sgt 0, slph 0, slpl 0, diss2g 0, ts2g 3",
    });
    return chip;
}

const DriverChip& tmc5160() {
    static const DriverChip chip({
        .name = "tmc5160",
        .clock_hz = 12.0e6,
        .wire = DriverWire::spi,
        .current = CurrentKind::scaled_sense,
        .uart_addresses = 0,
        .registers =
            {{{"GCONF",
               0x00,
               "recalibrate 0, faststandstill 1, en_pwm_mode 2, multistep_filt 3, shaft 4, "
               "diag0_error 5, diag0_otpw 6, diag0_stall 7, diag1_stall 8, diag1_index 9, "
               "diag1_onstate 10, diag1_steps_skipped 11, diag0_int_pushpull 12, "
               "diag1_poscomp_pushpull 13, small_hysteresis 14, stop_enable 15, direct_mode 16, "
               "test_mode 17"},
              {"GSTAT", 0x01, gstat},
              {"IOIN",
               0x04,
               "refl_step 0, refr_dir 1, encb_dcen_cfg4 2, enca_dcin_cfg5 3, drv_enn 4, "
               "enc_n_dco_cfg6 5, sd_mode 6, swcomp_in 7, version 24-31"},
              {"OTP_READ", 0x07, "otp_fclktrim 0-4, otp_s2_level 5, otp_bbm 6, otp_tbl 7"},
              {"FACTORY_CONF", 0x08, "factory_conf 0-4"},
              {"DRV_CONF",
               0x0a,
               "bbmtime 0-4, bbmclks 8-11, otselect 16-17, drvstrength 18-19, filt_isense 20-21"},
              {"GLOBALSCALER", 0x0b, "globalscaler 0-7"},
              {"IHOLD_IRUN", 0x10, currents},
              {"MSLUTSTART", 0x69, "start_sin 0-7, start_sin90 16-23"},
              {"CHOPCONF", 0x6c, large_chopconf},
              {"COOLCONF", 0x6d, coolconf},
              {"DRV_STATUS", 0x6f, large_status},
              {"PWMCONF", 0x70, pwmconf},
              {"PWM_SCALE", 0x71, pwm_scale},
              {"PWM_AUTO", 0x72, pwm_auto},
              {"LOST_STEPS", 0x73, "lost_steps 0-19"}},
             thresholds(),
             stall_thresholds(),
             wave(),
             microstep_position()},
        .readable = "GCONF CHOPCONF GSTAT DRV_STATUS FACTORY_CONF IOIN LOST_STEPS MSCNT MSCURACT "
                    "OTP_READ PWM_SCALE PWM_AUTO TSTEP",
        .early_presets = std::string(wave_presets),
        .presets = "multistep_filt 1, toff 3, hstrt 5, hend 2, fd3 0, disfdcc 0, chm 0, tbl 2, "
                   "vhighfs 0, vhighchm 0, tpfd 4, diss2g 0, diss2vs 0, semin 0, seup 0, semax 0, "
                   "sedn 0, seimin 0, sgt 0, sfilt 0, drvstrength 0, bbmclks 4, bbmtime 0, "
                   "filt_isense 0, iholddelay 6, pwm_ofs 30, pwm_grad 0, pwm_freq 0, "
                   "pwm_autoscale 1, pwm_autograd 1, freewheel 0, pwm_reg 4, pwm_lim 12, "
                   "tpowerdown 10",
    });
    return chip;
}

const DriverChip* find_driver_chip(std::string_view name) {
    const std::array all{&tmc2130(), &tmc2208(), &tmc2209(), &tmc2240(), &tmc2660(), &tmc5160()};
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const auto* chip) { return chip->name() == name; });
    return found == all.end() ? nullptr : *found;
}

}  // namespace escapement::chips
