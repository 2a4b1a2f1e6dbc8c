// SET_SKEW, SKEW_PROFILE and the moves in between.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/skew_correction.hpp"

#include <fmt/format.h>

#include <numbers>
#include <vector>

#include "modules/configfile.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;

std::string angle_text(double skew) {
    return fmt::format("{:.6f} radians, {:.2f} degrees", skew, skew * 180.0 / std::numbers::pi);
}

double measured_skew(double ac, double bd, double ad) {
    if (const auto skew = skew_of(ac, bd, ad)) return *skew;
    throw CommandError(
        fmt::format("skew_correction: there is no parallelogram with diagonals {} and {} and a "
                    "side of {}; measure AC, BD and AD again",
                    ac,
                    bd,
                    ad));
}

// "140.2,142.7,99.9"
double skew_from_text(const std::string& plane, const std::string& text) {
    const auto lengths = base::Text<std::vector<double>>::parse(text);
    if (!lengths || lengths->size() != 3)
        throw CommandError("skew_correction: improperly formatted entry for plane [" + plane +
                           "]\nIt needs three lengths: " + plane + "=AC,BD,AD");
    for (const double length : *lengths)
        if (length <= 0.0)
            throw CommandError("skew_correction: lengths must be above 0 (" + plane + "=" + text +
                               ")");
    return measured_skew((*lengths)[0], (*lengths)[1], (*lengths)[2]);
}

}  // namespace

SkewCorrection::SkewCorrection(const Config&, printer::Context& context)
    : context_(context), gcode_move_(context.modules.the<GcodeMove>()) {
    for (const printer::Module& module : context.modules.all())
        if (const auto* profile = context.modules.find<SkewProfile>(module.name))
            profiles_[profile->name()] = profile->skew();
    gcode_move_.path().put_first(*this);
}

void SkewCorrection::move(const motion::Position& end, base::Speed speed) {
    next().move(skew_.corrected(end), speed);
}

motion::Position SkewCorrection::position() {
    return skew_.uncorrected(next().position());
}

void SkewCorrection::use(const Skew& skew) {
    skew_ = skew;
    gcode_move_.follow_machine();
}

void SkewCorrection::report() {
    context_.console.info("Current Printer Skew:\nXY Skew: " + angle_text(skew_.xy) +
                          "\nXZ Skew: " + angle_text(skew_.xz) +
                          "\nYZ Skew: " + angle_text(skew_.yz));
}

void SkewCorrection::calculate(const Lengths& lengths) {
    context_.console.info("Calculated Skew: " +
                          angle_text(measured_skew(lengths.ac, lengths.bd, lengths.ad)));
}

// Unlike a profile, new lengths leave the position's numbers alone: the next move corrects it.
void SkewCorrection::set(const SetSkew& request) {
    if (request.clear != 0) return use({});
    Skew skew = skew_;
    if (request.xy) skew.xy = skew_from_text("XY", *request.xy);
    if (request.xz) skew.xz = skew_from_text("XZ", *request.xz);
    if (request.yz) skew.yz = skew_from_text("YZ", *request.yz);
    skew_ = skew;
}

void SkewCorrection::use_profile(const ProfileRequest& request) {
    if (request.load) return load(*request.load);
    if (request.save) return save(*request.save);
    if (request.remove) remove(*request.remove);
}

void SkewCorrection::load(const std::string& name) {
    current_ = name;
    const auto found = profiles_.find(name);
    if (found == profiles_.end())
        context_.console.info("skew_correction:  Load failed, unknown profile [" + name + "]");
    else
        use(found->second);
}

void SkewCorrection::save(const std::string& name) {
    profiles_[name] = skew_;
    auto& configfile = context_.modules.the<Configfile>();
    const std::string section = "skew_correction " + name;
    configfile.set(section, "xy_skew", fmt::format("{}", skew_.xy));
    configfile.set(section, "xz_skew", fmt::format("{}", skew_.xz));
    configfile.set(section, "yz_skew", fmt::format("{}", skew_.yz));
    context_.console.info(
        "Skew Correction state has been saved to profile [" + name +
        "]\nfor the current session.  The SAVE_CONFIG command will\nupdate the printer config file "
        "and restart the printer.");
}

void SkewCorrection::remove(const std::string& name) {
    if (profiles_.erase(name) == 0)
        return context_.console.info("skew_correction: No profile named [" + name + "] to remove");
    context_.modules.the<Configfile>().remove("skew_correction " + name);
    context_.console.info("Profile [" + name +
                          "] removed from storage for this session.\nThe SAVE_CONFIG command will "
                          "update the printer\nconfiguration and restart the printer");
}

void SkewProfile::describe(printer::Description<SkewProfile>& module) {
    module.section("skew_correction").named().doc("A skew that SKEW_PROFILE can load.");
    module.option<&Config::xy_skew>("Tangent of the error between x and y.").required();
    module.option<&Config::xz_skew>("Tangent of the error between x and z.").required();
    module.option<&Config::yz_skew>("Tangent of the error between y and z.").required();
}

void SkewCorrection::describe(printer::Description<SkewCorrection>& module) {
    module.section("skew_correction").doc("Corrects axes that are not at right angles.");
    describe_commands(module);
    module.status<&Status::current_profile_name>("The profile that was loaded last.");
}

void SkewCorrection::describe_commands(printer::Description<SkewCorrection>& module) {
    module.command<&SkewCorrection::report>("GET_CURRENT_SKEW", "Report current printer skew");
    auto calculate = module.command<&SkewCorrection::calculate>(
        "CALC_MEASURED_SKEW", "Calculate skew from measured print");
    calculate.parameter<&Lengths::ac>("Diagonal AC, mm.").required().above(0.0);
    calculate.parameter<&Lengths::bd>("Diagonal BD, mm.").required().above(0.0);
    calculate.parameter<&Lengths::ad>("Side AD, mm.").required().above(0.0);
    auto set = module.command<&SkewCorrection::set>("SET_SKEW",
                                                    "Set skew based on lengths of measured object");
    set.parameter<&SetSkew::clear>("1 to correct nothing any more.");
    set.parameter<&SetSkew::xy>("AC,BD,AD of a parallelogram in the plane of x and y.");
    set.parameter<&SetSkew::xz>("The same in the plane of x and z.");
    set.parameter<&SetSkew::yz>("The same in the plane of y and z.");
    auto profile = module.command<&SkewCorrection::use_profile>(
        "SKEW_PROFILE", "Profile management for skew_correction");
    profile.parameter<&ProfileRequest::load>("Use the profile of this name.");
    profile.parameter<&ProfileRequest::save>("Keep the present skew under this name.");
    profile.parameter<&ProfileRequest::remove>("Forget the profile of this name.");
}

}  // namespace escapement::modules
