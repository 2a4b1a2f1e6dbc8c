// A row of samples for each heater, all of the same length.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/history.hpp"

#include <algorithm>

namespace escapement::tui {

std::vector<client::NamedHeater> named_heaters(const client::Snapshot& known) {
    std::vector<client::NamedHeater> all;
    const bool several = known.hotends.size() > 1;
    for (std::size_t i = 0; i < known.hotends.size(); ++i)
        all.push_back({several ? "hotend " + std::to_string(i) : "hotend", known.hotends[i]});
    if (known.bed) all.push_back({"bed", *known.bed});
    if (known.chamber) all.push_back({"chamber", *known.chamber});
    all.insert(all.end(), known.sensors.begin(), known.sensors.end());
    return all;
}

const Series* History::find(const std::string& name) const {
    const auto found = std::find_if(
        series_.begin(), series_.end(), [&](const Series& series) { return series.name == name; });
    return found == series_.end() ? nullptr : &*found;
}

void History::add(const client::Snapshot& known) {
    for (const auto& heater : named_heaters(known))
        if (!find(heater.name) && series_.size() < max_series)
            series_.push_back({heater.name, std::vector<std::optional<float>>(samples_)});
    const auto heaters = named_heaters(known);
    for (auto& series : series_) {
        std::optional<float> sample;
        for (const auto& heater : heaters)
            if (heater.name == series.name && heater.heater.celsius)
                sample = static_cast<float>(*heater.heater.celsius);
        series.celsius.push_back(sample);
        if (series.celsius.size() > length) series.celsius.erase(series.celsius.begin());
    }
    samples_ = std::min(samples_ + 1, length);
}

}  // namespace escapement::tui
