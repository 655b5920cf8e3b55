using MudBlazor;

namespace Ramais.Server.Dashboard;

/// <summary>Colours that can be told apart and read, light and dark: text has a contrast of 4.5 to 1 or more.</summary>
internal static class DashboardTheme
{
    private static readonly string[] Fonts = ["system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b5c7a",
            Secondary = "#5b4b8a",
            Success = "#1b6b32",
            Warning = "#8a5200",
            Error = "#b3201f",
            Info = "#0b5c7a",
            AppbarBackground = "#0b5c7a",
            AppbarText = "#ffffff",
            Background = "#f4f6f8",
            Surface = "#ffffff",
            DrawerBackground = "#ffffff",
            DrawerText = "#1d2a32",
            DrawerIcon = "#1d2a32",
            TextPrimary = "#1d2a32",
            TextSecondary = "#4a5963",
            ActionDefault = "#3c4a53",
            LinesDefault = "#cfd8de",
            TableLines = "#cfd8de",
            LinesInputs = "#6b7a85",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#6cc3e4",
            PrimaryContrastText = "#06222e",
            Secondary = "#c3b4f0",
            Success = "#7fd494",
            Warning = "#f0b45a",
            Error = "#ff8f86",
            Info = "#6cc3e4",
            AppbarBackground = "#10242d",
            AppbarText = "#e8f0f4",
            Background = "#0f171c",
            Surface = "#18232a",
            DrawerBackground = "#18232a",
            DrawerText = "#e3eaee",
            DrawerIcon = "#e3eaee",
            TextPrimary = "#e3eaee",
            TextSecondary = "#a9b8c1",
            ActionDefault = "#c3ced5",
            LinesDefault = "#34444e",
            TableLines = "#34444e",
            LinesInputs = "#8a9aa5",
        },
        Typography = new() { Default = new DefaultTypography { FontFamily = Fonts } },
        LayoutProperties = new() { DefaultBorderRadius = "8px", DrawerWidthLeft = "220px" },
    };
}
