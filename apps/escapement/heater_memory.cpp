// Lines of numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/heater_memory.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "escapement/flight_log.hpp"
#include "escapement/output_file.hpp"
#include "flight/format.hpp"
#include "modules/heaters.hpp"
#include "printer/printer.hpp"

namespace escapement::app {
namespace {

constexpr base::Seconds keeping_interval{600.0};
// No printer has more heaters.
constexpr std::size_t most_heaters = 100;

// Tells printers apart whose files have one name.
std::string mark_of(std::string_view text) {
    return fmt::format(
        "{:x}",
        flight::checksum({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
}

}  // namespace

ThermalModels recall_heaters(const std::string& path) {
    ThermalModels models;
    std::ifstream file(path);
    for (std::string line; models.size() < most_heaters && std::getline(file, line);) {
        std::istringstream words(line);
        printer::ThermalModel model;
        double delay = 0.0;
        std::string section;
        if (!(words >> model.warming >> model.cooling >> model.room >> delay >> std::ws) ||
            !std::getline(words, section))
            continue;
        model.delay = base::Seconds(delay);
        if (is_plausible(model)) models[section] = model;
    }
    return models;
}

base::Result<void> remember_heaters(const std::string& path, const ThermalModels& models) {
    std::string text;
    for (const auto& [section, model] : models)
        text += base::print_number(model.warming) + " " + base::print_number(model.cooling) + " " +
                base::print_number(model.room) + " " + base::print_number(model.delay.count()) +
                " " + section + "\n";
    return write_file(path, text);
}

std::string usual_heater_memory(const std::string& config_file) {
    const auto recording = usual_flight_path(config_file);
    if (recording.empty()) return {};
    std::error_code trouble;
    const auto whole = std::filesystem::weakly_canonical(config_file, trouble).string();
    const std::filesystem::path path(recording);
    return path.parent_path() / (path.stem().string() + "-" + mark_of(whole) + ".heaters");
}

HeaterKeeper::HeaterKeeper(Host& host, std::string path)
    : host_(host), path_(std::move(path)), timer_(host.executor(), [this] {
          keep();
          timer_.set_after(keeping_interval);
      }) {
    if (!path_.empty()) timer_.set_after(keeping_interval);
}

HeaterKeeper::~HeaterKeeper() {
    keep();
}

// What was learned before stays, for heaters that were not warm this time.  What cannot be written
// is learned once more.
void HeaterKeeper::keep() const {
    const auto* heaters = host_.printer().modules().first<modules::Heaters>();
    if (path_.empty() || !heaters) return;
    const auto learned = heaters->thermal_models();
    if (learned.empty()) return;
    auto models = recall_heaters(path_);
    for (const auto& [section, model] : learned) models[section] = model;
    static_cast<void>(remember_heaters(path_, models));
}

}  // namespace escapement::app
